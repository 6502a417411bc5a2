using System;

namespace Bpf.Core.Isa;

/// <summary>Which registers an instruction reads and writes.</summary>
[Flags]
public enum RegisterEffects : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The destination register is read.</summary>
    ReadsDst = 0x01,

    /// <summary>The destination register is written.</summary>
    WritesDst = 0x02,

    /// <summary>The source register is read.</summary>
    ReadsSrc = 0x04,

    /// <summary>The source register is written.</summary>
    WritesSrc = 0x08,

    /// <summary>r0 is read.</summary>
    ReadsR0 = 0x10,

    /// <summary>r0 is written.</summary>
    WritesR0 = 0x20,

    /// <summary>r1 to r5 are destroyed; a call reads as many of them as it has parameters.</summary>
    ClobbersArguments = 0x40,

    /// <summary>r6, the context of the socket buffer, is read.</summary>
    ReadsR6 = 0x80,
}

using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>Five numbers that travel with a packet (<c>__sk_buff.cb</c>). 20 bytes.</summary>
[InlineArray(5)]
public struct SkBuffControlBlock
{
    private uint element;
}

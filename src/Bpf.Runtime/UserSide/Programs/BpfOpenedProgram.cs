using System;
using System.Buffers.Binary;
using System.Globalization;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A program that is in the kernel already, opened by its pin or id.</summary>
/// <remarks>
/// It can take a place in an attachment (<see cref="BpfLink.Update"/>), be run, pinned and put into maps. Typed views attach it to hooks that the
/// program type alone determines; the kernel does not tell which hook of several it was loaded for, and attaching to those is refused.
/// </remarks>
public sealed class BpfOpenedProgram : BpfProgram, IDisposable
{
    private BpfOpenedProgram(ProgramHandle handle) : base(handle)
    {
    }

    /// <summary>Closes our descriptor. The program lives on while attachments, maps or pins refer to it.</summary>
    public void Dispose() => Handle.Dispose();

    /// <summary>The program behind a descriptor, which it takes over.</summary>
    internal static BpfOpenedProgram Of(FileDescriptor program)
    {
        BpfProgramInfo info = Read(program);
        return new(new KernelProgram(owner: null, new ProgramIdentity(info.Name, info.Type, AttachType: null, Section: ""), program));
    }

    /// <summary>Asks the kernel what a program is.</summary>
    internal static BpfProgramInfo Read(FileDescriptor program)
    {
        int result = BpfSyscall.GetInfo(program, out ProgInfo info);
        if (result != 0)
            throw new BpfException("Asking about a program", -result);
        ulong tag = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(info.Tag) : info.Tag;
        return new(info.Id, (ProgramType)info.Type, info.Name.ToString(), tag.ToString("x16", CultureInfo.InvariantCulture));
    }
}

using System;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Where a program lives: in the kernel, in a simulated world, or nowhere because it was left out.</summary>
internal abstract class ProgramHandle(BpfObject owner, ProgramIdentity identity) : IDisposable
{
    public BpfObject Owner => owner;

    public string Name => identity.Name;

    public ProgramType Type => identity.Type;

    public AttachType AttachType => identity.AttachType;

    /// <summary>The ELF section, which names the hook.</summary>
    public string Section => identity.Section;

    /// <summary>Null where it is loaded.</summary>
    public virtual string? WhyLeftOut => null;

    public abstract FileDescriptor Descriptor { get; }

    public abstract BpfRunResult Run(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> context, int repeat);

    public virtual void Dispose()
    {
    }
}

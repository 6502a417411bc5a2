using System;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Where a program lives: in the kernel, in a simulated world, or nowhere because it was left out.</summary>
internal abstract class ProgramHandle(BpfObject? owner, ProgramIdentity identity) : IDisposable
{
    /// <summary>The object that it is of; null where it was opened.</summary>
    public BpfObject? Owner => owner;

    public string Name => identity.Name;

    public ProgramType Type => identity.Type;

    /// <exception cref="NotSupportedException">The program was opened: the kernel does not tell what it was loaded for.</exception>
    public AttachType AttachType => identity.AttachType ?? throw new NotSupportedException(
        $"Program '{Name}' was opened, and the kernel does not tell which hook it was loaded for: put it into an attachment by {nameof(BpfLink)}.{nameof(BpfLink.Update)}.");

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

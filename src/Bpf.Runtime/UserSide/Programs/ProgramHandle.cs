using System;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Where a program lives: in the kernel, in a simulated world, or nowhere because it was left out.</summary>
internal abstract class ProgramHandle(BpfObject owner, string name, ProgramType type) : IDisposable
{
    public BpfObject Owner => owner;

    public string Name => name;

    public ProgramType Type => type;

    /// <summary>Null where it is loaded.</summary>
    public virtual string? WhyLeftOut => null;

    public abstract FileDescriptor Descriptor { get; }

    public abstract BpfRunResult Run(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> context, int repeat);

    public virtual void Dispose()
    {
    }
}

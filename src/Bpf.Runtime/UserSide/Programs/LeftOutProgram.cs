using System;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A program that was left out.</summary>
internal sealed class LeftOutProgram(BpfObject owner, ProgramIdentity identity, string reason) : ProgramHandle(owner, identity)
{
    public override string? WhyLeftOut => reason;

    public override FileDescriptor Descriptor => throw LeftOut();

    public override BpfRunResult Run(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> context, int repeat) => throw LeftOut();

    private InvalidOperationException LeftOut() => new($"Program '{Name}' was left out on loading: {reason}.");
}

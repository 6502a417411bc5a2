using System;
using Bpf.Core.Worlds;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A program in a simulated world.</summary>
internal sealed class WorldProgram(BpfObject owner, ProgramIdentity identity, IBpfWorld world) : ProgramHandle(owner, identity)
{
    public IBpfWorld World => world;

    public override FileDescriptor Descriptor => throw new NotSupportedException(
        $"Program '{Name}' is in a simulated world, which has no hooks to attach to: run it with Run.");

    public override BpfRunResult Run(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> context, int repeat)
    {
        byte[]? packetBytes = packet.IsEmpty ? null : packet.ToArray();
        byte[] contextBytes = context.ToArray();
        ulong result = 0;
        for (int i = 0; i < repeat; i++)
            result = world.Run(Name, contextBytes, ref packetBytes);
        return new BpfRunResult((uint)result, packetBytes ?? [], contextBytes, TimeSpan.Zero);
    }
}

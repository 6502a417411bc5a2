using System;

namespace Bpf;

/// <summary>A program that runs on packets.</summary>
/// <typeparam name="TContext">The context.</typeparam>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public abstract class PacketProgram<TContext>(BpfProgram program, ProgramBody<TContext>? body)
    : BpfProgram<TContext>(program, body) where TContext : unmanaged
{
    /// <summary>Runs the program on a packet: <c>BPF_PROG_TEST_RUN</c>, or a run in the simulated world.</summary>
    /// <param name="packet">From the Ethernet header, at least 14 bytes.</param>
    /// <param name="context">The context's fields; the kernel lets some be set (mark, priority, interface, control block) and refuses others.</param>
    /// <param name="repeat">How often to run, for <see cref="PacketRunResult{TContext}.Duration"/>.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="InvalidOperationException">A run on the CLR, of a program whose C# method is not known.</exception>
    public PacketRunResult<TContext> Run(ReadOnlySpan<byte> packet, in TContext context = default, int repeat = 1)
    {
        TContext after = context;
        if (Handle is WorldProgram { Owner.RunsOnClr: true } handle)
        {
            byte[] bytes = packet.ToArray();
            int returned = 0;
            for (int i = 0; i < repeat; i++)
                returned = RunBody(handle, ref after, bytes);
            return new PacketRunResult<TContext>(returned, bytes, after, TimeSpan.Zero);
        }

        BpfRunResult result = Run(packet, Raw.Bytes(in context), repeat);
        if (result.Context.Length > 0)
            result.Context.CopyTo(Raw.WritableBytes(ref after));
        return new PacketRunResult<TContext>((int)result.ReturnValue, result.Packet, after, result.Duration);
    }
}

using System;

namespace Bpf;

/// <summary>A program that runs on packets before the network stack does.</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public abstract class XdpPacketProgram(BpfProgram program, XdpBody? body) : BpfProgram(program)
{
    /// <summary>Runs the program on a packet: <c>BPF_PROG_TEST_RUN</c>, or a run in the simulated world.</summary>
    /// <param name="packet">From the Ethernet header, at least 14 bytes.</param>
    /// <param name="repeat">How often to run, for <see cref="XdpRunResult.Duration"/>.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="InvalidOperationException">A run on the CLR, of a program whose C# method is not known.</exception>
    public XdpRunResult Run(ReadOnlySpan<byte> packet, int repeat = 1)
    {
        if (Handle is not WorldProgram { Owner.RunsOnClr: true } handle)
        {
            BpfRunResult result = Run(packet, default, repeat);
            return new XdpRunResult((XdpAction)result.ReturnValue, result.Packet, result.Duration);
        }

        if (body == null)
            throw new InvalidOperationException($"Program '{Name}' has no C# method to run; load it with {nameof(WorldMode)}.{nameof(WorldMode.Bytecode)}.");
        byte[] bytes = packet.ToArray();
        XdpAction action = default;
        using (BpfWorld.Enter(handle.World))
        {
            for (int i = 0; i < repeat; i++)
                action = body(new XdpContext(bytes));
        }

        return new XdpRunResult(action, bytes, TimeSpan.Zero);
    }
}

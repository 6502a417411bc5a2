using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>Loops that no verifier follows round by round.</summary>
[BpfObject(License = "GPL")]
public static partial class Loops
{
    /// <summary>How often to go round.</summary>
    static int Rounds;

    /// <summary>What the rounds sum up.</summary>
    static ulong Sum;

    [Xdp, Requires(Feature.MayGoto)]
    static XdpAction OverRange(XdpContext ctx)
    {
        Sum = 0;
        foreach (int i in Loop.Range(Rounds))
        {
            if ((i & 1) != 0)
                continue;
            if (i == 60_000)
                return XdpAction.Tx;
            Sum += (ulong)i;
        }

        return XdpAction.Pass;
    }

    [Xdp, Requires(Feature.MayGoto)]
    static XdpAction Long(XdpContext ctx)
    {
        ulong sum = 0;
        for (uint i = 0; i < 1_000_000; i++)
            sum += i;
        Sum = sum;
        return XdpAction.Pass;
    }

    [Xdp, Requires(Feature.Loop)]
    static XdpAction LongCalled(XdpContext ctx)
    {
        ulong sum = 0, odd = 1;
        uint rounds = (uint)Rounds & 0xfffff;
        for (uint i = 0; i < rounds; i++)
        {
            if (i == 70_000)
            {
                Sum = odd;
                return XdpAction.Tx;
            }

            sum += i;
            odd ^= sum & 1;
        }

        Sum = sum;
        return XdpAction.Pass;
    }

    [Xdp, Requires(Feature.MayGoto), OnFault(XdpAction.Aborted)]
    static XdpAction Open(XdpContext ctx)
    {
        Sum = 0;
        for (uint n = (uint)Rounds; n != 1; n = (n & 1) == 0 ? n / 2 : (n * 3) + 1)
            Sum++;
        return XdpAction.Pass;
    }

    [Xdp, Requires(Feature.Loop)]
    static XdpAction Repeated(XdpContext ctx)
    {
        ulong sum = 0;
        Loop.Repeat(Rounds, ref sum, static (uint i, ref ulong s) =>
        {
            s += i;
            return LoopControl.Continue;
        });
        Sum = sum;
        return XdpAction.Pass;
    }

    [Xdp, Requires(Feature.Loop)]
    static XdpAction Stopping(XdpContext ctx)
    {
        ulong sum = 0;
        Loop.Repeat(Rounds, ref sum, static (uint i, ref ulong s) =>
        {
            if (s > 10)
                return LoopControl.Break;
            s++;
            return LoopControl.Continue;
        });
        Sum = sum;
        return XdpAction.Pass;
    }

    static readonly HashMap<uint, ulong> Empty = new(16);
    static readonly ArrayMap<ulong> Slots = new(16);

    [Xdp, Requires(Feature.Loop)]
    static XdpAction WalkingNothing(XdpContext ctx)
    {
        ulong seen = 0;
        foreach (MapEntry<uint, ulong> entry in Empty)
            seen = 7;
        Sum = seen == 0 ? 42 : seen;
        foreach (MapEntry<uint, ulong> entry in Empty)
            return XdpAction.Tx;
        return XdpAction.Pass;
    }

    [Xdp, Requires(Feature.Loop)]
    static XdpAction Walking(XdpContext ctx)
    {
        Span<uint> counts = stackalloc uint[4];
        foreach (MapEntry<uint, ulong> entry in Slots)
        {
            if (counts[1] > 5)
                counts[2]++;
            counts[1]++;
        }

        Sum = (counts[1] * 100) + counts[2];
        return XdpAction.Pass;
    }

    [Xdp, Requires(Feature.Loop)]
    static XdpAction Noticing(XdpContext ctx)
    {
        (ulong Seen, uint Last) state = (0, 0);
        Loop.Repeat(Rounds, ref state, static (uint i, ref (ulong Seen, uint Last) s) =>
        {
            s = (1, i);
            return LoopControl.Continue;
        });
        Sum = state.Last;
        return state.Seen == 0 ? XdpAction.Tx : XdpAction.Pass;
    }
}

using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Loops of more rounds than any verifier follows.</summary>
public sealed class LoopTests
{
    private static (XdpAction Action, ulong Sum) Run(Func<Loops.Loaded, XdpProgram> program, int rounds)
    {
        using Loops.Loaded loops = Loops.Load();
        loops.Rounds = rounds;
        return (program(loops).Run(new byte[64]).Action, loops.Sum);
    }

    [Fact]
    public void A_range_is_walked_whatever_its_length()
    {
        Needs.Features(Feature.MayGoto);
        Assert.Equal((XdpAction.Pass, 0ul), Run(l => l.OverRange, 0));
        Assert.Equal((XdpAction.Pass, 50_000ul * 24_999 / 2), Run(l => l.OverRange, 50_000));
        Assert.Equal((XdpAction.Tx, 60_000ul * 29_999 / 2), Run(l => l.OverRange, 70_000));
    }

    [Fact]
    public void A_plain_loop_may_be_long_where_its_bound_is_a_constant()
    {
        Needs.Features(Feature.MayGoto);
        Assert.Equal((XdpAction.Pass, 1_000_000ul * 999_999 / 2), Run(l => l.Long, 0));
    }

    [Fact]
    public void A_round_is_a_function_where_there_are_no_iterators()
    {
        Needs.Features(Feature.Loop);
        Assert.Equal((XdpAction.Pass, 0ul), Run(l => l.LongCalled, 0));
        Assert.Equal((XdpAction.Pass, 60_000ul * 59_999 / 2), Run(l => l.LongCalled, 60_000));
        Assert.Equal((XdpAction.Tx, 1ul), Run(l => l.LongCalled, 70_001));
    }

    [Fact]
    public void A_loop_without_a_bound_ends_as_it_says_or_by_itself()
    {
        Needs.Features(Feature.MayGoto);
        Assert.Equal((XdpAction.Pass, 524ul), Run(l => l.Open, 837_799));
        Assert.Equal(XdpAction.Aborted, Run(l => l.Open, 0).Action);
    }

    [Fact]
    public void A_repeated_body_runs_as_often_as_is_said()
    {
        Needs.Features(Feature.Loop);
        Assert.Equal((XdpAction.Pass, 100_000ul * 99_999 / 2), Run(l => l.Repeated, 100_000));
    }

    /// <summary>Verifiers before Linux 6.7 take a callback to be called once, and remove branches by what its state holds then.</summary>
    [Fact]
    public void A_repeated_body_sees_what_the_rounds_before_left()
    {
        Needs.Features(Feature.Loop);
        Assert.Equal((XdpAction.Pass, 11ul), Run(l => l.Stopping, 100));
        Assert.Equal((XdpAction.Tx, 0ul), Run(l => l.Noticing, 0));
        Assert.Equal((XdpAction.Pass, 4ul), Run(l => l.Noticing, 5));
        Assert.Equal((XdpAction.Pass, 42ul), Run(l => l.WalkingNothing, 0));
        Assert.Equal((XdpAction.Pass, 1610ul), Run(l => l.Walking, 0));
    }
}

using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Timers in map values.</summary>
public sealed class TimerTests
{
    [Fact]
    public void A_timer_ends_and_its_function_removes_the_element()
    {
        Needs.Features(Feature.Timers);
        using Timers.Loaded timers = Timers.Load();
        Assert.Equal(XdpAction.Pass, timers.Start.Run(new byte[64]).Action);
        Assert.Equal(XdpAction.Pass, timers.Start.Run(new byte[100]).Action);
        Assert.True(SpinWait.SpinUntil(() => timers.Ended == 2, TimeSpan.FromMinutes(1)), $"{timers.Ended}");
        Assert.True(SpinWait.SpinUntil(() => !timers.Endings.Any(), TimeSpan.FromMinutes(1)));
    }
}

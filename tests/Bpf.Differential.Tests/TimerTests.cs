using Bpf.Kernels;
using Bpf.Vm;

namespace Bpf.Differential.Tests;

/// <summary>Timers in map values.</summary>
public class TimerTests
{
    private const string Source = """
        public struct Flow { public BpfTimer Timer; public ulong Packets; public ulong Ended; }
        static readonly HashMap<uint, Flow> Flows = new(maxEntries: 16);
        static ulong Fired, LastKey; static int Left;
        [Xdp] static XdpAction F(XdpContext ctx)
        {
            uint key = ctx.Length;
            Flows.TryAdd(key, new());
            if (!Flows.TryFind(key, out Ref<Flow> flow)) return XdpAction.Drop;
            flow.Value.Packets++;
            {0}
        }
        """;

    private const string Starts = """
        if (flow.Value.Timer.TryInit(Flows) && !flow.Value.Timer.TrySetCallback(static (in uint key, ref Flow f) =>
        {
            f.Ended += f.Packets;
            LastKey = key;
            Fired++;
            if (Left-- > 0) f.Timer.TryStart(3_000_000);
        })) return XdpAction.Aborted;
        return flow.Value.Timer.TryStart(5_000_000) ? XdpAction.Pass : XdpAction.Drop;
        """;

    [Fact]
    public void A_timer_ends_in_the_simulated_kernel_when_its_clock_says()
    {
        SimulatedKernel kernel = new();
        using BpfObject loaded = BpfObject.Load(kernel, SourceObject.Compile(Source.Replace("{0}", Starts)));
        BpfGlobal<ulong> fired = loaded.Global<ulong>("Fired");
        loaded.Global<int>("Left").Value = 2;
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
        kernel.Clock.Advance(TimeSpan.FromMilliseconds(4));
        Assert.Equal(0ul, fired.Value);
        kernel.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((1ul, 64ul), (fired.Value, loaded.Global<ulong>("LastKey").Value));
        kernel.Clock.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(1ul, fired.Value);
        kernel.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3ul, fired.Value);
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
        kernel.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(4ul, fired.Value);
    }

    [Fact]
    public void A_removed_element_has_no_timer_and_a_canceled_one_does_not_end()
    {
        SimulatedKernel kernel = new();
        using BpfObject loaded = BpfObject.Load(kernel, SourceObject.Compile(Source.Replace("{0}", """
            if (flow.Value.Packets == 2) return flow.Value.Timer.Cancel() ? XdpAction.Tx : XdpAction.Drop;
            """ + Starts)));
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
        Assert.Equal(XdpAction.Tx, SourceObject.Run(loaded, "F", 0));
        kernel.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
        Assert.Equal(0, kernel.GetMap("Flows").Delete([64, 0, 0, 0]));
        kernel.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0ul, loaded.Global<ulong>("Fired").Value);
    }

    [Fact]
    public void A_timer_ends_in_the_kernel()
    {
        Assert.SkipUnless(KernelWorld.IsAvailable, "The running kernel lets this user load nothing.");
        byte[] image = SourceObject.Compile(Source.Replace("{0}", Starts), [.. KernelProfiles.All.Where(k => k.Version >= new Version(5, 15))]);
        using BpfObject loaded = BpfObject.Load(image);
        loaded.Global<int>("Left").Value = 2;
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
        BpfGlobal<ulong> fired = loaded.Global<ulong>("Fired");
        Assert.True(SpinWait.SpinUntil(() => fired.Value == 3, TimeSpan.FromMinutes(1)), $"{fired.Value}");
        Assert.Equal(64ul, loaded.Global<ulong>("LastKey").Value);
    }

    [Theory]
    [InlineData("flow.Value.Timer.TrySetCallback(static (in uint key, ref Flow f) => Fired += Trace2(f)); return XdpAction.Pass; } static ulong Trace2(Flow f) { return f.Packets / Fired;", "BPF0411")]
    [InlineData("Flow copy = flow.Value; copy.Timer.TryInit(Flows); return XdpAction.Pass;", "BPF05")]
    [InlineData("int n = 3; flow.Value.Timer.TrySetCallback((in uint key, ref Flow f) => f.Packets += (ulong)n); return XdpAction.Pass;", "BPF0105")]
    public void Mistakes_are_errors_at_build_time(string body, string expected) => Assert.Contains(expected, Assert.Throws<InvalidOperationException>(
        () => SourceObject.Compile(Source.Replace("{0}", body), KernelProfiles.Find("6.18")!)).Message);
}

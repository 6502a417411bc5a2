using Bpf.Kernels;
using Bpf.Vm;

namespace Bpf.Differential.Tests;

/// <summary>Work queues in map values.</summary>
public class WorkQueueTests
{
    private const string Source = """
        public struct Flow { public ulong Packets; public BpfWorkQueue Work; public ulong Worked; }
        static readonly HashMap<uint, Flow> Flows = new(maxEntries: 16);
        static ulong Done, LastKey; static int Left;
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
        if (flow.Value.Work.TryInit(Flows) && !flow.Value.Work.TrySetCallback(static (in uint key, ref Flow f) =>
        {
            f.Worked += f.Packets;
            LastKey = key + f.Worked;
            Done++;
            if (Left-- > 0) f.Work.TryStart();
        })) return XdpAction.Aborted;
        return flow.Value.Work.TryStart() ? XdpAction.Pass : XdpAction.Drop;
        """;

    [Fact]
    public void Work_is_done_in_the_simulated_kernel_when_its_clock_moves()
    {
        SimulatedKernel kernel = new();
        using BpfObject loaded = BpfObject.Load(kernel, SourceObject.Compile(Source.Replace("{0}", Starts)));
        BpfGlobal<ulong> done = loaded.Global<ulong>("Done");
        loaded.Global<int>("Left").Value = 2;
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
        Assert.Equal(0ul, done.Value);
        kernel.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((3ul, 67ul), (done.Value, loaded.Global<ulong>("LastKey").Value));
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
        Assert.Equal(0, kernel.GetMap("Flows").Delete([64, 0, 0, 0]));
        kernel.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3ul, done.Value);
    }

    [Fact]
    public void Work_is_done_in_the_kernel()
    {
        Assert.SkipUnless(KernelWorld.IsAvailable && SourceObject.Profile?.Version >= new Version(6, 10), "The running kernel has no work queues, or lets this user load nothing.");
        using BpfObject loaded = BpfObject.Load(SourceObject.Compile(Source.Replace("{0}", Starts), [.. KernelProfiles.All.Where(k => k.Version >= new Version(6, 10))]));
        loaded.Global<int>("Left").Value = 2;
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
        BpfGlobal<ulong> done = loaded.Global<ulong>("Done");
        Assert.True(SpinWait.SpinUntil(() => done.Value == 3, TimeSpan.FromMinutes(1)), $"{done.Value}");
        Assert.Equal(67ul, loaded.Global<ulong>("LastKey").Value);
    }

    [Theory]
    [InlineData("6.12", "bpf_wq_set_callback_impl", "bpf_wq_set_callback")]
    [InlineData("7.2", "bpf_wq_set_callback", "bpf_wq_set_callback_impl")]
    public void An_object_for_one_kernel_names_only_the_function_of_that_kernel(string kernel, string named, string other)
    {
        byte[] image = SourceObject.Compile(Source.Replace("{0}", Starts), KernelProfiles.Find(kernel)!);
        string[] externs = [.. Bpf.Core.Elf.ElfReader.Read(image).Externs.Select(e => e.Name)];
        Assert.Contains(named, externs);
        Assert.DoesNotContain(other, externs);
    }

    [Theory]
    [InlineData("Flow copy = flow.Value; copy.Work.TryInit(Flows); return XdpAction.Pass;", "6.18", "BPF05")]
    [InlineData("int n = 3; flow.Value.Work.TrySetCallback((in uint key, ref Flow f) => f.Packets += (ulong)n); return XdpAction.Pass;", "6.18", "BPF0105")]
    [InlineData("return flow.Value.Work.TryStart() ? XdpAction.Pass : XdpAction.Drop;", "6.1", "BPF0334")]
    public void Mistakes_are_errors_at_build_time(string body, string kernel, string expected) => Assert.Contains(expected, Assert.Throws<InvalidOperationException>(
        () => SourceObject.Compile(Source.Replace("{0}", body), KernelProfiles.Find(kernel)!)).Message);
}

using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>Functions of the kernel's that programs do without where there are none.</summary>
public class OptionalFunctionTests
{
    private const string Declared = """
        [KernelType("task_struct")] public struct Task { public int Pid; }
        [Kfunc("bpf_task_from_pid", Optional = true)] private static Ref<Task> FromPid(int pid) => throw new NotSupportedException();
        [Kfunc("bpf_task_release")] private static void Release(Ref<Task> task) => throw new NotSupportedException();
        [Kfunc("bpf_no_such_function", Optional = true)] private static int Missing(int x) => x;
        [Kfunc("bpf_task_acquire", Optional = true)] private static Ref<Task> OtherType(long pid) => throw new NotSupportedException();
        [Kfunc("bpf_xdp_metadata_rx_hash_of_no_kernel", Optional = true)] private static int OnContext(XdpContext ctx, ref uint hash) => 0;
        static int Seen, Wanted;
        """;

    private const string Source = Declared + """
        [Xdp] static XdpAction F(XdpContext ctx)
        {
            Seen = 1;
            if (CoreFunction.Exists(Missing)) Seen = Missing(5);
            if (CoreFunction.Exists(FromPid))
            {
                Seen = 2;
                Ref<Task> task = FromPid(Wanted);
                if (!task.IsNull) { Seen = 100 + task.Value.Pid; ReleaseIt(task); }
            }
            return CoreFunction.Exists(OnContext) ? XdpAction.Tx : XdpAction.Pass;
        }
        static void ReleaseIt(Ref<Task> task) => Release(task);
        """;

    [Fact]
    public void A_function_is_called_where_the_kernel_has_it()
    {
        Assert.SkipUnless(KernelWorld.IsAvailable && File.Exists("/sys/kernel/btf/vmlinux"), "The running kernel has no types, or lets this user load nothing.");
        using BpfObject loaded = BpfObject.Load(SourceObject.Compile(Source.Replace("[Kfunc(\"bpf_task_release\")]", "[Kfunc(\"bpf_task_release\", Optional = true)]"), [.. KernelProfiles.All]));
        loaded.Global<int>("Wanted").Value = Environment.ProcessId;
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
        Assert.Equal(SourceObject.Profile?.Version >= new Version(6, 12) ? 100 + Environment.ProcessId : 1, loaded.Global<int>("Seen").Value);
    }

    [Fact]
    public void A_simulated_kernel_has_what_it_simulates()
    {
        byte[] image = SourceObject.Compile(Declared + """
            [Kfunc("bpf_rcu_read_lock", Optional = true)] private static void Lock() { }
            [Kfunc("bpf_rcu_read_unlock")] private static void Unlock() { }
            [Xdp] static XdpAction F(XdpContext ctx)
            {
                if (CoreFunction.Exists(Missing)) return (XdpAction)Missing(5);
                if (!CoreFunction.Exists(Lock)) return XdpAction.Drop;
                Lock();
                Unlock();
                return XdpAction.Pass;
            }
            """);
        using BpfObject loaded = BpfObject.Load(new Bpf.Vm.SimulatedKernel(), image);
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
    }

    [Theory]
    [InlineData("return (XdpAction)Missing(1);", "BPF0334")]
    [InlineData("if (!CoreFunction.Exists(Missing)) return (XdpAction)Missing(1); return 0;", "BPF0334")]
    [InlineData("if (CoreFunction.Exists(Missing)) Seen = Far(2); return Far(3) > 1 ? XdpAction.Drop : 0; } [MethodImpl(MethodImplOptions.NoInlining)] static int Far(int n) { return n > 2 ? Missing(n) : n;", "BPF0334")]
    [InlineData("return CoreFunction.Exists(OtherType) && OtherType(1).IsNull ? XdpAction.Drop : XdpAction.Pass;", "BPF0333")]
    [InlineData("return CoreFunction.Exists(Release) ? XdpAction.Drop : XdpAction.Pass;", "BPF0301")]
    [InlineData("return CoreFunction.Exists(static () => 5) ? XdpAction.Drop : XdpAction.Pass;", "BPF0301")]
    public void Mistakes_are_errors_at_build_time(string body, string expected) => Assert.Contains(expected, Assert.Throws<InvalidOperationException>(
        () => SourceObject.Compile(Declared + "[Xdp] static XdpAction F(XdpContext ctx) { " + body + " }", KernelProfiles.Find("6.12")!)).Message);
}

using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>Functions, settings and symbols of the kernel's, by declaration.</summary>
public class KernelFunctionTests
{
    private const string Tasks = """
        [KernelType("task_struct")] public struct Task { public int Pid; public int Tgid; public Comm Comm; public KernelPtr<Task> GroupLeader; }
        [Kfunc("bpf_task_from_pid")] private static Ref<Task> TaskFromPid(int pid) => throw new NotSupportedException();
        [Kfunc("bpf_task_release")] private static void Release(Ref<Task> task) => throw new NotSupportedException();
        public struct Found { public int Pid, Tgid, LeaderPid; public Comm Comm; }
        static int Wanted; static Found Result;
        """;

    private const string FindTask = Tasks + """
        [Tc] static TcAction F(in SkBuff skb)
        {
            Ref<Task> task = TaskFromPid(Wanted);
            if (task.IsNull) return TcAction.Shot;
            Result.Pid = task.Value.Pid;
            Result.Tgid = task.Value.Tgid;
            Result.LeaderPid = task.Value.GroupLeader.Value.Pid;
            Result.Comm = task.Value.Comm;
            Release(task);
            return TcAction.Ok;
        }
        """;

    public struct Found
    {
        public int Pid, Tgid, LeaderPid;
        public Comm Comm;
    }

    [Fact]
    public void A_task_is_acquired_read_and_released()
    {
        RequireTypes();
        byte[] image = SourceObject.Compile(FindTask, KernelProfiles.Find("6.12")!, KernelProfiles.Find("6.18")!, KernelProfiles.Find("7.2")!);
        using BpfObject loaded = BpfObject.Load(image);
        int self = Environment.ProcessId;
        loaded.Global<int>("Wanted").Value = self;
        Assert.Equal((uint)TcAction.Ok, loaded.Program("F").Run(new byte[64]).ReturnValue);
        Found found = loaded.Global<Found>("Result").Value;
        Assert.Equal((self, self, self, File.ReadAllText($"/proc/self/task/{self}/comm").Trim()), (found.Pid, found.Tgid, found.LeaderPid, found.Comm.ToString()));
        loaded.Global<int>("Wanted").Value = int.MaxValue;
        Assert.Equal((uint)TcAction.Shot, loaded.Program("F").Run(new byte[64]).ReturnValue);
    }

    [Theory]
    [InlineData("Ref<Task> t = TaskFromPid(1); return 0;", "BPF0507")]
    [InlineData("Ref<Task> t = TaskFromPid(1); Release(t); return 0;", "null")]
    [InlineData("Ref<Task> t = TaskFromPid(1); if (t.IsNull) return 0; Release(t); return t.Value.Pid;", "BPF0517")]
    [InlineData("Ref<Task> t = TaskFromPid(1); if (t.IsNull) return 0; t.Value.Pid = 5; Release(t); return 0;", "BPF0301")]
    [InlineData("return Missing(1);", "BPF0334")]
    [InlineData("Wide(1); return 0;", "BPF0333")]
    [InlineData("return Few();", "BPF0333")]
    [InlineData("Other(new Ref<Found>()); return 0;", "BPF0333")]
    public void Mistakes_are_errors_at_build_time(string body, string expected)
    {
        string source = Tasks + """
            [Kfunc("bpf_no_such_function")] private static int Missing(int x) => x;
            [Kfunc("bpf_task_from_vpid")] private static Ref<Task> Wide(long pid) => default;
            [Kfunc("bpf_cpumask_create")] private static int Few() => 0;
            [Kfunc("bpf_cgroup_release")] private static void Other(Ref<Found> cgroup) { }
            [BtfTracepoint("task_newtask")] static int F(in FunctionArgs args) { {0} }
            """.Replace("{0}", body);
        string message = Assert.Throws<InvalidOperationException>(() => SourceObject.Compile(source, KernelProfiles.Find("6.18")!)).Message;
        Assert.Contains(expected, message);
    }

    [Theory]
    [InlineData("Ref<Task> t = TaskFromPid(1); if (!t.IsNull) Release(t); return 0;")]
    [InlineData("Ref<Task> t = TaskFromPid(1); int pid = t.IsNull ? 0 : t.Value.Pid; if (!t.IsNull) Release(t); return pid;")]
    public void What_is_acquired_is_released_where_it_is_there(string body) => Assert.NotEmpty(SourceObject.Compile(
        Tasks + "[BtfTracepoint(\"task_newtask\")] static int F(in FunctionArgs args) { " + body + " }", KernelProfiles.Find("6.18")!));

    [Fact]
    public void Kernels_without_the_function_are_named()
    {
        string message = Assert.Throws<InvalidOperationException>(
            () => SourceObject.Compile(FindTask, KernelProfiles.Find("6.1")!, KernelProfiles.Find("6.12")!)).Message;
        Assert.Contains("BPF0334", message);
        Assert.Contains("bpf_task_from_pid, which '6.1'", message);
        Assert.DoesNotContain("'6.12'", message);
    }

    private const string Settings = """
        [KConfig("CONFIG_HZ")] static readonly uint Hz;
        [KConfig("CONFIG_BPF")] static readonly bool HasBpf;
        [KConfig("CONFIG_NO_SUCH_THING")] static readonly bool Missing;
        [KConfig("LINUX_KERNEL_VERSION")] static readonly uint Version;
        [Ksym("_stext")] static readonly KernelPtr<byte> Start;
        static uint HzSeen, VersionSeen; static int Bits; static ulong Address;
        [Tc] static TcAction F(in SkBuff skb)
        {
            HzSeen = Hz;
            VersionSeen = Version;
            Bits = (HasBpf ? 1 : 0) + (Missing ? 2 : 0);
            Address = Start.Address;
            return TcAction.Ok;
        }
        """;

    [Fact]
    public void Settings_and_symbols_are_the_running_kernels()
    {
        RequireTypes();
        Assert.SkipUnless(File.Exists("/proc/config.gz"), "This kernel does not show its configuration.");
        using BpfObject loaded = BpfObject.Load(SourceObject.Compile(Settings, [.. KernelProfiles.All]));
        loaded.Program("F").Run(new byte[64]);
        Version version = Environment.OSVersion.Version;
        Assert.True(loaded.Global<uint>("HzSeen").Value is 100 or 250 or 300 or 1000);
        Assert.Equal((uint)((version.Major << 16) + (version.Minor << 8) + version.Build), loaded.Global<uint>("VersionSeen").Value);
        Assert.Equal(1, loaded.Global<int>("Bits").Value);
        ulong start = ulong.Parse(File.ReadLines("/proc/kallsyms").First(l => l.EndsWith(" _stext", StringComparison.Ordinal))[..16], System.Globalization.NumberStyles.HexNumber);
        Assert.Equal(start, loaded.Global<ulong>("Address").Value);
    }

    [Fact]
    public void A_simulated_kernel_has_the_settings_it_is_given()
    {
        byte[] image = SourceObject.Compile(Settings);
        Bpf.Core.BpfFormatException missing = Assert.Throws<Bpf.Core.BpfFormatException>(() => BpfObject.Load(new Bpf.Vm.SimulatedKernel(), image));
        Assert.Contains("CONFIG_HZ", missing.Message);
        LoadOptions options = new() { KernelSettings = new Dictionary<string, string> { ["CONFIG_HZ"] = "300", ["CONFIG_BPF"] = "y" } };
        using BpfObject loaded = BpfObject.Load(new Bpf.Vm.SimulatedKernel(), image, options);
        loaded.Program("F").Run(new byte[64]);
        Assert.Equal((300u, 1), (loaded.Global<uint>("HzSeen").Value, loaded.Global<int>("Bits").Value));
    }

    [Fact]
    public void A_simulated_kernel_names_the_function_that_it_does_not_have()
    {
        Bpf.Vm.BpfLoadException refused = Assert.Throws<Bpf.Vm.BpfLoadException>(() => BpfObject.Load(new Bpf.Vm.SimulatedKernel(), SourceObject.Compile(FindTask)));
        Assert.Contains("bpf_task_from_pid is not simulated", refused.Message);
    }

    private static void RequireTypes() =>
        Assert.SkipUnless(KernelWorld.IsAvailable && File.Exists("/sys/kernel/btf/vmlinux"), "The running kernel has no types, or lets this user load nothing.");
}

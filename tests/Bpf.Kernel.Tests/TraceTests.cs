using System.Net.Sockets;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Hooks that are found by type, and samples: what they see of what the test's process does, and nothing once their link is gone.</summary>
public sealed class TraceTests
{
    private static Traces.Loaded Load(params ReadOnlySpan<Feature> features)
    {
        Needs.Features(features);
        return Traces.Load(new() { Process = (uint)Environment.ProcessId });
    }

    [Fact]
    public void Fentry_sees_a_functions_arguments()
    {
        using Traces.Loaded traces = Load(Feature.Fentry);
        using (traces.OnEntry.Attach())
            _ = File.GetLastWriteTime("/proc/self/stat");
        ulong calls = traces.Calls;
        Assert.NotEqual(0ul, calls);
        Assert.NotEqual(0ul, traces.Argument); // STATX_*
        _ = File.GetLastWriteTime("/proc/self/stat");
        Assert.Equal(calls, traces.Calls);
    }

    [Fact]
    public void Fexit_sees_a_functions_arguments_and_result()
    {
        using Traces.Loaded traces = Load(Feature.Fentry, Feature.Loop);
        string path = Path.GetTempFileName();
        using (FileStream file = new(path, FileMode.Create))
        using (traces.OnExit.Attach())
        {
            file.WriteByte(1);
            file.Flush(flushToDisk: true);
            Assert.Equal(1ul, traces.Calls);
            Assert.Equal(0ul, traces.Argument); // all of it, not the data only
            Assert.Equal(0ul, traces.Result);
        }

        File.Delete(path);
    }

    [Fact]
    public void A_tracepoint_found_by_type_sees_its_arguments()
    {
        using Traces.Loaded traces = Load(Feature.BtfTracepoints);
        using (traces.OnFork.Attach())
            StartThread();
        ulong calls = traces.Calls;
        Assert.NotEqual(0ul, calls);
        StartThread();
        Assert.Equal(calls, traces.Calls);
    }

    [Fact]
    public void A_security_hook_refuses()
    {
        using Traces.Loaded traces = Load(Feature.Lsm);
        Assert.SkipUnless(File.Exists("/sys/kernel/security/lsm"), Needs.Lacks + "securityfs, mounted");
        Assert.SkipUnless(File.ReadAllText("/sys/kernel/security/lsm").Contains("bpf", StringComparison.Ordinal), Needs.Lacks + "BPF among its security modules");
        using (traces.OnSocket.Attach())
        {
            SocketException refused = Assert.Throws<SocketException>(() => new Socket((AddressFamily)38, SocketType.Stream, ProtocolType.Unspecified));
            Assert.True(traces.Calls <= 1, refused.Message);
        }
    }

    [Fact]
    public void Samples_see_registers_and_stacks()
    {
        using Traces.Loaded traces = Load();
        using (traces.OnSample.Attach(PerfSampling.CpuClock(1000)))
            Assert.True(SpinWait.SpinUntil(() => traces.Calls >= 3, TimeSpan.FromSeconds(60)));
        Assert.NotEqual(0ul, traces.Argument);
        Assert.NotEqual(0ul, traces.Result);
        if (traces.LastStack >= 0)
            Assert.NotEmpty(traces.Stacks[(uint)traces.LastStack]);
        ulong calls = traces.Calls;
        SpinWait.SpinUntil(() => false, 50);
        Assert.Equal(calls, traces.Calls);
    }

    [Fact]
    public void Samples_of_one_process_see_it()
    {
        using Traces.Loaded traces = Load();
        using (traces.OnSample.Attach(PerfSampling.PageFaults(1), Environment.ProcessId))
            Assert.True(SpinWait.SpinUntil(() => Touch() && traces.Calls >= 3, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Many_functions_are_watched_by_one_link()
    {
        using Traces.Loaded traces = Load(Feature.KprobeMulti);
        Assert.NotEmpty(KernelSymbols.Matching("ksys_*"));
        using (BpfLink link = traces.OnMany.Attach([KernelSymbols.OfSystemCall("getpgid"), KernelSymbols.OfSystemCall("getsid")]))
        {
            Assert.True(link.IsKernelLink);
            ProcessGroup.Of(0);
            ProcessGroup.Of(0);
        }

        Assert.Equal(2ul, traces.Calls);
        ProcessGroup.Of(0);
        Assert.Equal(2ul, traces.Calls);
        using (traces.OnMany.Attach("__*_sys_getpg*"))
            ProcessGroup.Of(0);
        Assert.Equal(3ul, traces.Calls);
    }

    [Fact]
    public void A_system_call_is_named_without_its_prefix()
    {
        using Traces.Loaded traces = Load(Feature.Kprobes);
        using (traces.OnCall.Attach())
            ProcessGroup.Of(0);
        Assert.Equal(1ul, traces.Calls);
    }

    [Fact]
    public void A_system_call_program_answers()
    {
        using Traces.Loaded traces = Load(Feature.MapIndexes);
        Assert.Equal(7, traces.Answer.Run(new Question { Number = 21 }, out Question after));
        Assert.Equal(42ul, after.Double);
    }

    private static void StartThread()
    {
        Thread thread = new(static () => { });
        thread.Start();
        thread.Join();
    }

    private static bool Touch()
    {
        byte[] fresh = new byte[1 << 20];
        for (int i = 0; i < fresh.Length; i += 4096)
            fresh[i] = 1;
        return fresh[4096] == 1;
    }
}

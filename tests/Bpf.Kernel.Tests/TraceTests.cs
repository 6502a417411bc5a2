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
            Read();
        Assert.Equal(1ul, traces.Calls);
        Assert.NotEqual(0ul, traces.Argument);
        Read();
        Assert.Equal(1ul, traces.Calls);
    }

    [Fact]
    public void Fexit_sees_a_functions_arguments_and_result()
    {
        using Traces.Loaded traces = Load(Feature.Fentry, Feature.Loop);
        int read;
        using (traces.OnExit.Attach())
            read = Read();
        Assert.Equal(1ul, traces.Calls);
        Assert.Equal((ulong)read, traces.Result);
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
        SkipWithoutActiveLsm();
        using (traces.OnQuestion.Attach())
            Assert.Equal(-1, ProcessGroup.Of(Environment.ProcessId));
        Assert.Equal(1ul, traces.Calls);
        Assert.NotEqual(-1, ProcessGroup.Of(Environment.ProcessId));
    }

    [Fact]
    public void An_iterator_walks_the_tasks()
    {
        using Traces.Loaded traces = Load(Feature.Iterators);
        using (Stream walk = traces.OnTask.Open())
            Assert.Equal(-1, walk.ReadByte()); // it writes nothing
        Assert.True(traces.Calls >= (ulong)Directory.GetDirectories("/proc/self/task").Length);
        using BpfFolder folder = new();
        using (BpfLink link = traces.OnTask.Attach())
            link.Pin(folder["tasks"]);
        ulong before = traces.Calls;
        Assert.Empty(File.ReadAllBytes(folder["tasks"]));
        Assert.True(traces.Calls > before);
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
    public void Samples_of_a_process_whose_threads_come_and_go_see_those_that_stay()
    {
        using Traces.Loaded traces = Load();
        using CancellationTokenSource stop = new();
        Thread restless = new(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Thread brief = new(() => { });
                brief.Start();
                brief.Join();
            }
        });
        restless.Start();
        try
        {
            for (int i = 0; i < 50; i++)
                traces.OnSample.Attach(PerfSampling.PageFaults(1), Environment.ProcessId).Dispose();
        }
        finally
        {
            stop.Cancel();
            restless.Join();
        }

        Assert.Throws<BpfException>(() => traces.OnSample.Attach(PerfSampling.PageFaults(1), int.MaxValue));
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
    public void Results_of_many_functions_are_seen_by_one_link()
    {
        using Traces.Loaded traces = Load(Feature.KprobeMulti);
        int group;
        using (traces.OnManyReturns.Attach([KernelSymbols.OfSystemCall("getpgid"), KernelSymbols.OfSystemCall("getsid")]))
            group = ProcessGroup.Of(0);
        Assert.Equal((1ul, (ulong)group), (traces.Calls, traces.Result));
    }

    [Fact]
    public void The_result_of_a_system_call_is_seen_at_its_return()
    {
        using Traces.Loaded traces = Load(Feature.Kprobes);
        int group;
        using (traces.OnCallReturn.Attach())
            group = ProcessGroup.Of(0);
        Assert.Equal((1ul, (ulong)group), (traces.Calls, traces.Result));
    }

    [Fact]
    public void A_function_is_answered_in_its_place()
    {
        using Traces.Loaded traces = Load(Feature.Fentry);
        using (traces.OnCheck.Attach())
            Assert.Equal(-1, ProcessGroup.Of(Environment.ProcessId));
        Assert.Equal(1ul, traces.Calls);
        Assert.NotEqual(-1, ProcessGroup.Of(Environment.ProcessId));
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

    /// <summary>Skips a test where programs of security hooks are loaded but never run.</summary>
    internal static void SkipWithoutActiveLsm()
    {
        const string active = "/sys/kernel/security/lsm";
        Assert.SkipWhen(File.Exists(active) && !File.ReadAllText(active).Contains("bpf", StringComparison.Ordinal), Needs.Lacks + "BPF among its security modules");
    }

    private static int Read()
    {
        using FileStream file = new("/proc/self/status", FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return file.Read(new byte[Traces.Length]);
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

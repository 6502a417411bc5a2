using System.Runtime.InteropServices;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>The hooks that see system calls and functions: what they see of known calls, and nothing once their link is gone.</summary>
public sealed class HookTests
{
    private const int NoProcess = 0x3fff_fff0; // above PID_MAX_LIMIT

    [Fact]
    public void A_kprobe_sees_the_arguments_of_a_system_call() =>
        Sees(Hooks.FunctionEntry, static hooks => hooks.OnFunctionEntry.Attach(ProcessGroup.KernelFunction), [0, NoProcess], Feature.Kprobes);

    [Fact]
    public void A_kretprobe_sees_the_results_of_a_system_call() =>
        Sees(Hooks.FunctionReturn, static hooks => hooks.OnFunctionReturn.Attach(ProcessGroup.KernelFunction), [ProcessGroup.Of(0), -3], Feature.Kprobes);

    [Fact]
    public void A_tracepoint_sees_the_arguments_of_a_system_call() =>
        Sees(Hooks.CallEntry, static hooks => hooks.OnCallEntry.Attach(), [0, NoProcess]);

    [Fact]
    public void A_tracepoint_sees_the_results_of_a_system_call() =>
        Sees(Hooks.CallExit, static hooks => hooks.OnCallExit.Attach(), [ProcessGroup.Of(0), -3]);

    [Fact]
    public void A_raw_tracepoint_sees_the_arguments_of_a_system_call() =>
        Sees(Hooks.RawEntry, static hooks => hooks.OnRawEntry.Attach(), [0, NoProcess]);

    [Fact]
    public void A_uprobe_sees_the_arguments_of_a_library_function() =>
        Sees(Hooks.LibraryEntry, static hooks => hooks.OnLibraryEntry.Attach(ProcessGroup.Library, "getpgid"), [0, NoProcess], Feature.Uprobes);

    [Fact]
    public void A_uretprobe_sees_the_results_of_a_library_function() =>
        Sees(Hooks.LibraryReturn, static hooks => hooks.OnLibraryReturn.Attach(ProcessGroup.Library, "getpgid"), [ProcessGroup.Of(0), -1], Feature.Uprobes);

    [Fact]
    public void The_arguments_of_a_system_call_are_parameters() =>
        Sees(Hooks.SystemCall, static hooks => hooks.OnSystemCall.Attach(), [0, NoProcess], Feature.Kprobes);

    [Fact]
    public void The_result_of_a_system_call_is_a_parameter() =>
        Sees(Hooks.SystemCallReturn, static hooks => hooks.OnSystemCallReturn.Attach(), [ProcessGroup.Of(0), -3], Feature.Kprobes);

    [Fact]
    public void A_uprobe_of_another_process_sees_nothing_here()
    {
        Needs.Features(Feature.Uprobes);
        using Hooks.Loaded hooks = Load();
        using BpfLink link = hooks.OnLibraryEntry.Attach(ProcessGroup.Library, "getpgid", processId: 1);
        ProcessGroup.Of(0);
        Assert.Empty(Drain(hooks));
    }

    [Fact]
    public void A_kernel_function_that_is_not_there_is_named()
    {
        Needs.Features(Feature.Kprobes);
        using Hooks.Loaded hooks = Load();
        Assert.Contains("no_such_function", Assert.Throws<BpfException>(() => hooks.OnFunctionEntry.Attach("no_such_function")).Message);
    }

    [Fact]
    public void A_kernel_without_kprobes_is_explained()
    {
        Needs.Kernel();
        FeatureInfo kprobes = Features.Get(Feature.Kprobes);
        if (RunningKernel.Answers(kprobes.Probe))
            return;
        using Hooks.Loaded hooks = Load();
        Assert.Contains("no kprobes", Assert.Throws<BpfException>(() => hooks.OnFunctionEntry.Attach("vfs_read")).Message);
    }

    // Two calls, one of which fails; then one after the link is gone.
    private static void Sees(uint hook, Func<Hooks.Loaded, BpfLink> attach, long[] values, params Feature[] features)
    {
        Needs.Features(features);
        using Hooks.Loaded hooks = Load();
        using (BpfLink link = attach(hooks))
        {
            Assert.True(link.IsAttached);
            ProcessGroup.Of(0);
            ProcessGroup.Of(NoProcess);
        }

        ProcessGroup.Of(0);
        Assert.Equal(values.Select(value => (hook, value)), Drain(hooks));
        Assert.Equal(0ul, hooks.Sightings.Lost);
    }

    private static Hooks.Loaded Load() => Hooks.Load(new()
    {
        Tgid = (uint)Environment.ProcessId,
        CallNumber = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 121u : 155,
    });

    private static List<(uint Hook, long Value)> Drain(Hooks.Loaded hooks)
    {
        List<(uint, long)> seen = [];
        hooks.Sightings.Consume((ref readonly Sighting sighting) => seen.Add((sighting.Hook, sighting.Value)));
        return seen;
    }
}

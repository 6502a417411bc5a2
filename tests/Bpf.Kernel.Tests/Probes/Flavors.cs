namespace Bpf.Kernel.Tests.Probes;

/// <summary>A task, as kernels before 5.14 have it.</summary>
[KernelType("task_struct___before_5_14")]
public struct TaskWithState
{
    /// <summary>What it waits for; 0 while it runs.</summary>
    public long State;
}

/// <summary>A task, as later kernels have it.</summary>
[KernelType("task_struct")]
public struct TaskWithHiddenState
{
    /// <summary>What it waits for; 0 while it runs.</summary>
    [KernelField("__state")]
    public uint State;
}

/// <summary>One structure of the kernel's in two flavors, of which each kernel has one.</summary>
[BpfObject(License = "GPL")]
public static partial class Flavors
{
    [Config]
    static uint Process;

    static uint Before;
    static uint Since;
    static ulong State;

    [Tracepoint("syscalls", "sys_enter_getpgid")]
    static int OnCall(in SysEnter ctx)
    {
        if (CurrentTask.Tgid != Process) return 0;
        ulong task = Helpers.GetCurrentTask();
        KernelPtr<TaskWithState> before = new(task);
        KernelPtr<TaskWithHiddenState> since = new(task);
        if (CoreField.Exists(in before.Value.State))
        {
            Before++;
            State = (ulong)before.Value.State;
        }
        else if (CoreField.Exists(in since.Value.State))
        {
            Since++;
            State = since.Value.State;
        }

        return 0;
    }
}

// Signals sent by kill, tkill and tgkill, with their result.
using Bpf;

[TracepointContext("syscalls", "sys_enter_kill")] public partial struct EnterKill;
[TracepointContext("syscalls", "sys_enter_tkill")] public partial struct EnterTkill;
[TracepointContext("syscalls", "sys_enter_tgkill")] public partial struct EnterTgkill;
[TracepointContext("signal", "signal_generate")] public partial struct Generated;

public record struct Sent(int Target, int Signal, int Result, uint Pid)
{
    public Comm Comm;
}

[BpfObject(License = "GPL")]
public static partial class SigSnoop
{
    static readonly HashMap<uint, Sent> Pending = new(maxEntries: 10_240);
    static readonly RingBuffer<Sent> Events = new(bytes: 64 * 1024);
    [Config] static int OnlySignal;
    [Config] static bool FailedOnly;
    static ulong KernelSignals;

    static int Remember(int target, int signal)
    {
        if (OnlySignal != 0 && OnlySignal != signal) return 0;
        Pending.TrySet(CurrentTask.Pid, new Sent(target, signal, 0, CurrentTask.Tgid) { Comm = CurrentTask.Comm });
        return 0;
    }

    static int Report(in SysExit ctx)
    {
        uint thread = CurrentTask.Pid;
        if (Pending.TryFind(thread, out Ref<Sent> sent))
        {
            if (!FailedOnly || ctx.Result < 0) Events.TryOutput(sent.Value with { Result = (int)ctx.Result });
            Pending.Remove(thread);
        }

        return 0;
    }

    [Tracepoint("syscalls", "sys_enter_kill")] static int OnKill(in EnterKill ctx) => Remember(ctx.Pid, ctx.Sig);
    [Tracepoint("syscalls", "sys_exit_kill")] static int AfterKill(in SysExit ctx) => Report(in ctx);
    [Tracepoint("syscalls", "sys_enter_tkill")] static int OnTkill(in EnterTkill ctx) => Remember(ctx.Pid, ctx.Sig);
    [Tracepoint("syscalls", "sys_exit_tkill")] static int AfterTkill(in SysExit ctx) => Report(in ctx);
    [Tracepoint("syscalls", "sys_enter_tgkill")] static int OnTgkill(in EnterTgkill ctx) => Remember(ctx.Tgid, ctx.Sig);
    [Tracepoint("syscalls", "sys_exit_tgkill")] static int AfterTgkill(in SysExit ctx) => Report(ctx);

    [Tracepoint("signal", "signal_generate")]
    static int OnGenerated(in Generated ctx)
    {
        if (ctx.Code == 0x80) KernelSignals++;
        return 0;
    }
}

using Bpf;

namespace Book.Chapter4;

/// <summary>Prints who loads eBPF programs.</summary>
[BpfObject(License = "GPL")]
public static partial class Tracepoints
{
    /// <summary><c>BPF_PROG_LOAD</c>, the first argument of bpf(2).</summary>
    private const ulong ProgLoad = 5;

    static ulong Loads;

    [Tracepoint("syscalls", "sys_enter_bpf")]
    static int OnBpf(in SysEnter ctx)
    {
        if (ctx.Arg0 != ProgLoad) return 0;
        Interlocked.Increment(ref Loads);
        Trace.Print($"{CurrentTask.Comm} is loading a BPF program");
        return 0;
    }

    /// <summary>Runs until it is canceled.</summary>
    public static Task Run(TextWriter output, CancellationToken stop) => Printing.Run(Load(), loaded => loaded.Attach(), output, stop);
}

using Bpf;

namespace Book.Chapter4;

/// <summary>Prints who calls execve(2), and with what result.</summary>
[BpfObject(License = "GPL")]
public static partial class Kprobes
{
    static ulong Calls;
    static ulong Returns;

    [Ksyscall("execve")]
    static int OnExecve(in PtRegs ctx)
    {
        Interlocked.Increment(ref Calls);
        Trace.Print($"executing program: {CurrentTask.Comm}");
        return 0;
    }

    [Kretsyscall("execve")]
    static int OnReturn(in PtRegs ctx)
    {
        Interlocked.Increment(ref Returns);
        long result = (long)ctx.ReturnValue;
        Trace.Print($"program: {CurrentTask.Comm}, return: {result}");
        return 0;
    }

    /// <summary>Runs until it is canceled.</summary>
    public static Task Run(TextWriter output, CancellationToken stop) => Printing.Run(Load(), loaded => loaded.Attach(), output, stop);
}

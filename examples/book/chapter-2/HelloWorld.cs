using Bpf;

namespace Book.Chapter2;

/// <summary>Prints a greeting on each execve(2).</summary>
[BpfObject(License = "GPL")]
public static partial class HelloWorld
{
    [Tracepoint("syscalls", "sys_enter_execve")]
    static int OnExecve()
    {
        Trace.Print($"Hello, BPF World!");
        return 0;
    }

    /// <summary>Runs until it is canceled.</summary>
    public static Task Run(TextWriter output, CancellationToken stop) => Printing.Run(Load(), loaded => loaded.Attach(), output, stop);
}

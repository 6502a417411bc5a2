using Bpf;
using Bpf.Core.Kernel;

namespace Book.Chapter8;

/// <summary>A security module that protects a process: nobody's signal reaches it.</summary>
[BpfObject(License = "GPL")]
public static partial class Lsm
{
    private const int NotPermitted = 1; // EPERM

    [Config] static uint Protected;

    static ulong Refused;

    [Lsm("task_kill"), Requires(Feature.Lsm)]
    static int OnSignal(Ref<SignaledTask> task, ulong info, int signal)
    {
        if ((uint)task.Value.Tgid != Protected || signal == 0) return 0; // signal 0 only asks whether the process is there
        Interlocked.Increment(ref Refused);
        return -NotPermitted;
    }

    /// <summary>Protects a process until it is canceled.</summary>
    /// <param name="arguments">The process's number.</param>
    /// <param name="output">Takes what is refused.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task Run(string[] arguments, TextWriter output, CancellationToken stop)
    {
        using Loaded loaded = Load(new() { Protected = uint.Parse(arguments[0]) });
        loaded.Attach();
        while (true)
        {
            await Task.Delay(1000, stop);
            output.WriteLine($"{loaded.Refused} signals refused");
        }
    }
}

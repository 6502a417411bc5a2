using Bpf;

namespace Book.Chapter4;

/// <summary>Counts the names of programs that call execve(2): records by perf event array, counted by user space.</summary>
[BpfObject(License = "GPL")]
public static partial class PerfEvents
{
    static readonly PerfEventArray<Comm> Names = new();

    [Tracepoint("syscalls", "sys_enter_execve")]
    static int OnExecve(in SysEnterExecve ctx)
    {
        Names.TryOutput(CurrentTask.Comm);
        return 0;
    }

    /// <summary>Runs until it is canceled, printing each name's count as it grows.</summary>
    public static async Task Run(TextWriter output, CancellationToken stop)
    {
        using Loaded loaded = Load();
        loaded.Names.Open();
        loaded.Attach();
        Dictionary<string, int> counts = [];
        await foreach (Event<Comm> e in loaded.Names.ReadAllAsync(stop))
        {
            if (e.IsLost)
            {
                output.WriteLine($"lost {e.Lost} names");
                continue;
            }

            string name = e.Value.ToString();
            counts[name] = counts.GetValueOrDefault(name) + 1;
            output.WriteLine($"{name}: {counts[name]}");
        }
    }
}

using Bpf;

namespace Book.Chapter4;

/// <summary>Samples a process's stacks and prints them folded, a line a stack: input for flame graphs.</summary>
[BpfObject(License = "GPL")]
public static partial class FlameGraphs
{
    [Config]
    static uint Process;

    static readonly StackTraceMap Stacks = new(maxEntries: 10_000);
    static readonly HashMap<uint, ulong> Counts = new(maxEntries: 10_000);

    [PerfEvent]
    static int OnSample(in PerfEventData ctx)
    {
        if (CurrentTask.Tgid != Process) return 0;
        long stack = Stacks.Capture(StackFlags.User | StackFlags.Overwrite);
        if (stack < 0) return 0;
        uint id = (uint)stack;
        if (Counts.TryFind(id, out Ref<ulong> count)) Interlocked.Increment(ref count.Value);
        else Counts.TryAdd(id, 1);
        return 0;
    }

    /// <summary>The stacks seen so far, outermost frame first, with their counts.</summary>
    public static IEnumerable<string> Folded(Loaded loaded, uint process)
    {
        (ulong Start, ulong End, string Name)[] files = [.. File.ReadLines($"/proc/{process}/maps").Select(Mapping)];
        foreach ((uint id, ulong count) in loaded.Counts)
        {
            if (loaded.Stacks.TryGet(id, out ulong[] frames))
                yield return $"{string.Join(';', frames.Reverse().Select(Frame))} {count}";
        }

        string Frame(ulong address)
        {
            (ulong start, _, string name) = Array.Find(files, file => address >= file.Start && address < file.End);
            return $"{(string.IsNullOrEmpty(name) ? "unknown" : Path.GetFileName(name))}+0x{address - start:x}";
        }
    }

    /// <summary>Samples this process until it is canceled, then prints.</summary>
    public static async Task Run(TextWriter output, CancellationToken stop)
    {
        uint process = (uint)Environment.ProcessId;
        using Loaded loaded = Load(new() { Process = process });
        loaded.OnSample.Attach(PerfSampling.CpuClock(99));
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        foreach (string line in Folded(loaded, process))
            output.WriteLine(line);
    }

    private static (ulong Start, ulong End, string Name) Mapping(string line)
    {
        string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] range = parts[0].Split('-');
        return (Convert.ToUInt64(range[0], 16), Convert.ToUInt64(range[1], 16), parts.Length > 5 ? parts[5] : "");
    }
}

using Bpf;

namespace Book.Chapter4;

/// <summary>Counts the calls of a function of user space by process, and times them.</summary>
[BpfObject(License = "GPL")]
public static partial class Uprobes
{
    static readonly HashMap<ulong, ulong> Started = new(maxEntries: 1024);
    static readonly HashMap<uint, ulong> Calls = new(maxEntries: 1024);
    static ulong Nanoseconds;

    [Uprobe]
    static int OnEntry(in PtRegs ctx)
    {
        Started.TrySet(CurrentTask.PidTgid, Helpers.KtimeGetNs());
        if (Calls.TryFind(CurrentTask.Tgid, out Ref<ulong> calls)) Interlocked.Increment(ref calls.Value);
        else Calls.TryAdd(CurrentTask.Tgid, 1);
        return 0;
    }

    [Uretprobe]
    static int OnReturn(in PtRegs ctx)
    {
        ulong thread = CurrentTask.PidTgid;
        if (!Started.TryFind(thread, out Ref<ulong> started)) return 0;
        Interlocked.Add(ref Nanoseconds, Helpers.KtimeGetNs() - started.Value);
        Started.Remove(thread);
        return 0;
    }

    /// <summary>Watches a function of the C library until it is canceled.</summary>
    public static async Task Run(TextWriter output, CancellationToken stop)
    {
        string library = File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')[^1]).First(path => path.Contains("/libc.so", StringComparison.Ordinal));
        using Loaded loaded = Load();
        loaded.OnReturn.Attach(library, "getenv");
        loaded.OnEntry.Attach(library, "getenv");
        while (true)
        {
            await Task.Delay(1000, stop);
            foreach ((uint process, ulong calls) in loaded.Calls)
                output.WriteLine($"process {process} called getenv {calls} times");
            output.WriteLine($"all calls together took {loaded.Nanoseconds} ns");
        }
    }
}

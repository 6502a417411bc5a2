using System.Diagnostics;

namespace Bpf.RuntimeBenchmark;

/// <summary>Attaches a program to a thousand kernel functions by one link, where the kernel can (Linux 5.18 with kprobes).</summary>
internal static class Functions
{
    private const int Count = 1_000, Rounds = 15;

    /// <summary>Prints the least times.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run()
    {
        long start = Stopwatch.GetTimestamp();
        string[] names = [.. KernelSymbols.Matching("*").Where(name => name.StartsWith("tcp_", StringComparison.Ordinal) || name.StartsWith("ext4_", StringComparison.Ordinal)
            || name.StartsWith("dev_", StringComparison.Ordinal) || name.StartsWith("sk_", StringComparison.Ordinal)).Take(Count)];
        TimeSpan listing = Stopwatch.GetElapsedTime(start), attaching = TimeSpan.MaxValue, detaching = TimeSpan.MaxValue;
        using Many.Loaded many = Many.Load();
        for (int round = 0; round < Rounds; round++)
        {
            start = Stopwatch.GetTimestamp();
            BpfLink link = many.OnCall.Attach(names);
            TimeSpan attached = Stopwatch.GetElapsedTime(start);
            start = Stopwatch.GetTimestamp();
            link.Dispose();
            TimeSpan detached = Stopwatch.GetElapsedTime(start);
            attaching = attached < attaching ? attached : attaching;
            detaching = detached < detaching ? detached : detaching;
        }

        Console.WriteLine($"kprobe.multi: {names.Length} functions attached in {attaching.TotalMilliseconds:F1} ms, detached in {detaching.TotalMilliseconds:F1} ms; "
            + $"listing the kernel's functions {listing.TotalMilliseconds:F0} ms; {many.Calls} calls counted");
        return names.Length == Count ? 0 : 1;
    }
}

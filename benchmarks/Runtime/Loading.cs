using System.Diagnostics;

namespace Bpf.RuntimeBenchmark;

/// <summary>Loads objects and lets them go again, as C/loading.c does.</summary>
internal static class Loading
{
    /// <summary>How often an object is loaded in a turn: the C side takes long for one that is relocated.</summary>
    public static int TurnsOf(string name) => name == nameof(Relocated) ? 1 : 20;

    /// <summary>Nanoseconds for an object, loaded again and again.</summary>
    public static double Repeated(byte[] elf, int turns)
    {
        long start = Stopwatch.GetTimestamp();
        for (int turn = 0; turn < turns; turn++)
            BpfObject.Load(elf).Dispose();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / turns;
    }

    /// <summary>Nanoseconds for the first of a process, the file's reading included.</summary>
    public static double First(string path)
    {
        long start = Stopwatch.GetTimestamp();
        using BpfObject loaded = BpfObject.Load(File.ReadAllBytes(path));
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}

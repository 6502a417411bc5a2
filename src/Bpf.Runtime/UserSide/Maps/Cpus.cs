using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Bpf;

/// <summary>CPUs of the machine.</summary>
internal static class Cpus
{
    /// <summary>CPUs that could ever be there: per-CPU maps have a value for each (<c>num_possible_cpus</c>).</summary>
    public static int Possible { get; } = Count(File.ReadAllText("/sys/devices/system/cpu/possible"));

    /// <summary>CPUs that run now; others may come and go.</summary>
    public static IReadOnlyList<int> Online => List(File.ReadAllText("/sys/devices/system/cpu/online"));

    /// <summary>The number of CPUs of a list such as <c>0-3,8</c>: the kernel numbers values from 0 without gaps.</summary>
    public static int Count(ReadOnlySpan<char> list) => List(list).Count;

    private static List<int> List(ReadOnlySpan<char> list)
    {
        List<int> cpus = [];
        foreach (Range part in list.Split(','))
        {
            ReadOnlySpan<char> range = list[part].Trim();
            int dash = range.IndexOf('-');
            int first = int.Parse(dash < 0 ? range : range[..dash], CultureInfo.InvariantCulture);
            int last = dash < 0 ? first : int.Parse(range[(dash + 1)..], CultureInfo.InvariantCulture);
            for (int cpu = first; cpu <= last; cpu++)
                cpus.Add(cpu);
        }

        return cpus;
    }
}

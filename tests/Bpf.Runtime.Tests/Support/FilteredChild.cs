using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Bpf.Runtime.Tests.Support;

/// <summary>Makes this program, started once more, filter the system calls of all its threads: which can't be undone.</summary>
internal static class FilteredChild
{
    private const string Argument = "--filter-in-child";

    /// <summary>Starts the child.</summary>
    /// <returns>How many threads it had, and how many of them have filters.</returns>
    public static (int All, int Filtered) Run()
    {
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Argument]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        int[] counts = [.. output.Split(' ').Select(static word => int.Parse(word, CultureInfo.InvariantCulture))];
        return (counts[0], counts[1]);
    }

#pragma warning disable CA2255 // The test framework owns Main.
    [ModuleInitializer]
    internal static void Filter()
#pragma warning restore CA2255
    {
        if (!Environment.GetCommandLineArgs().Contains(Argument))
            return;
        // Those that the .NET runtime has started before.
        new SeccompFilter(SeccompAction.Allow, new SeccompRule("getpgid", SeccompAction.Error(1))).ApplyToProcess();
        string[] threads = Directory.GetDirectories("/proc/self/task");
        int filtered = threads.Count(static thread => File.ReadLines($"{thread}/status").Contains("Seccomp:\t2"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threads.Length} {filtered}"));
        Environment.Exit(0);
    }
}

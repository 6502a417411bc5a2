using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Bpf.RuntimeBenchmark;

/// <summary>The first load of a process, in processes of their own.</summary>
/// <param name="path">The object.</param>
internal sealed class ColdStarts(string path)
{
    /// <summary>This program as a native executable; null where the SDK cannot make one here.</summary>
    /// <param name="folder">Where it is put.</param>
    public static string? Publish(string folder)
    {
        string project = Path.Combine(Rival.RepoRoot, "benchmarks", "Runtime");
        int exit = Commands.Run("dotnet", ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true", "-o", folder, "-v", "quiet", "--nologo"], out string said);
        if (exit == 0) return Path.Combine(folder, "runtimebenchmark");
        Console.Error.WriteLine("No native executable: " + said);
        return null;
    }

    /// <summary>The load itself and the whole process that makes it: of the native executable, where there is one, and with the just-in-time compiler.</summary>
    /// <param name="rival">The C side.</param>
    /// <param name="native">The native executable.</param>
    public IEnumerable<Contest> Contests(string rival, string? native)
    {
        string[] managed = ["dotnet", Path.Combine(AppContext.BaseDirectory, "runtimebenchmark.dll")];
        List<(string Name, string[] Command)> starts = [("JIT", managed)];
        if (native != null) starts.Insert(0, ("native", [native]));
        foreach ((string name, string[] command) in starts)
        {
            yield return new($"first load, {name}", "load", () => Run([rival]).Load, () => Run(command).Load, untimed: 0);
            yield return new($"whole process, {name}", "process", () => Run([rival]).Whole, () => Run(command).Whole, untimed: 0);
        }
    }

    /// <summary>Nanoseconds: the load, as the process says, and the process from start to end.</summary>
    private (double Load, double Whole) Run(string[] command)
    {
        long start = Stopwatch.GetTimestamp();
        int exit = Commands.Run(command[0], [.. command[1..], "--cold", path], out string said);
        double whole = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        return exit == 0 ? (double.Parse(said, CultureInfo.InvariantCulture), whole) : throw new InvalidOperationException($"{command[0]} failed.");
    }
}

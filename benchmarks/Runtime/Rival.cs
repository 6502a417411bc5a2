using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Bpf.RuntimeBenchmark;

/// <summary>The same work in C with libbpf, in a process that answers one question at a time: how many nanoseconds a unit took.</summary>
internal sealed class Rival : IDisposable
{
    private readonly Process _process;

    private Rival(string executable, string objects)
    {
        _process = Process.Start(new ProcessStartInfo(executable, [objects]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Executable = executable;
    }

    /// <summary>The repository this was built from.</summary>
    public static string RepoRoot { get; } =
        typeof(Rival).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!;

    /// <summary>The program.</summary>
    public string Executable { get; }

    /// <summary>Builds it with gcc and starts it.</summary>
    /// <param name="objects">The folder of the objects.</param>
    /// <param name="folder">Where it is built.</param>
    public static Rival Start(string objects, string folder)
    {
        string sources = Path.Combine(RepoRoot, "benchmarks", "Runtime", "C"), executable = Path.Combine(folder, "bench");
        Commands.Demand("gcc", ["-O2", "-Wall", "-Werror", "-o", executable, .. Directory.GetFiles(sources, "*.c"), "-lbpf"]);
        return new(executable, objects);
    }

    /// <summary>Nanoseconds a unit.</summary>
    public double Ask(string task)
    {
        _process.StandardInput.WriteLine(task);
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The C side ended at '{task}'.");
        double time = double.Parse(answer, CultureInfo.InvariantCulture);
        return time >= 0 ? time : throw new InvalidOperationException($"The C side does not know '{task}'.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

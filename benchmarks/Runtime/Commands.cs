using System.Diagnostics;

namespace Bpf.RuntimeBenchmark;

/// <summary>Runs other programs.</summary>
internal static class Commands
{
    /// <summary>Runs one that has to succeed, and shows what it said where it did not.</summary>
    public static void Demand(string program, IEnumerable<string> arguments)
    {
        if (Run(program, arguments, out string said) != 0)
            throw new InvalidOperationException($"{program} failed:\n{said}");
    }

    /// <summary>Runs one.</summary>
    /// <returns>Its exit code.</returns>
    public static int Run(string program, IEnumerable<string> arguments, out string output)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}

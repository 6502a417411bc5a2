using System.Diagnostics;

namespace Bpf.Acceptance.Tests.Support;

/// <summary>A command of the system's: an oracle.</summary>
internal static class Tool
{
    /// <summary>Starts a command; the test is skipped where it isn't installed.</summary>
    public static Process Start(string command, params string[] arguments)
    {
        bool installed = Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, command)));
        Assert.SkipUnless(installed, $"{command} is not installed");
        return Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>Runs a command that has to succeed.</summary>
    /// <returns>Its standard output.</returns>
    public static string Run(string command, params string[] arguments)
    {
        using Process process = Start(command, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }
}

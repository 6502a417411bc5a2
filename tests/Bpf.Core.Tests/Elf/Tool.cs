using System.Diagnostics;

namespace Bpf.Core.Tests.Elf;

/// <summary>Runs the field's tools, which tests take for oracles.</summary>
internal static class Tool
{
    /// <summary>What a tool prints; fails the test where it fails, skips it where the tool isn't there.</summary>
    public static string Run(string name, params string[] arguments)
    {
        (int code, string output, string error) = TryRun(name, arguments);
        Assert.True(code == 0, $"{name} {string.Join(' ', arguments)} exited with {code}:\n{output}\n{error}");
        return output;
    }

    public static (int ExitCode, string Output, string Error) TryRun(string name, params string[] arguments)
    {
        string? path = Find(name);
        Assert.SkipWhen(path is null, $"{name} is not installed");
        ProcessStartInfo start = new(path!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Compiles C for eBPF with clang and returns the object's path.</summary>
    public static string Clang(TempFolder folder, string source, params string[] options)
    {
        string c = folder.Write("source.c", System.Text.Encoding.UTF8.GetBytes(source));
        string o = folder.PathOf("source.o");
        Run("clang-19", ["-target", "bpf", "-O2", "-g", "-Wall", "-Werror", "-ffile-prefix-map=" + folder.Path + "=/src", .. options, "-c", c, "-o", o]);
        return o;
    }

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin").Split(':')
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}

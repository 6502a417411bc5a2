using System.Collections.Concurrent;
using System.Diagnostics;

namespace Bpf.Runtime.Tests.Support;

/// <summary>Objects that clang makes of the C programs in <c>Programs/</c>.</summary>
internal static class ClangObject
{
    private const string Compiler = "clang-19";
    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Compiled = new();

    /// <summary>The object of <c>Programs/name.bpf.c</c>; the test is skipped where there is no clang.</summary>
    public static byte[] Compile(string name) => Compiled.GetOrAdd(name, n => new Lazy<byte[]>(() => Run(n))).Value;

    private static byte[] Run(string name)
    {
        bool hasCompiler = Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, Compiler)));
        Assert.SkipUnless(hasCompiler, $"{Compiler} is not installed");
        string source = Path.Combine(AppContext.BaseDirectory, "Programs", $"{name}.bpf.c");
        string target = Path.Combine(Path.GetTempPath(), $"{name}.{Guid.NewGuid():n}.o");
        ProcessStartInfo start = new(Compiler)
        {
            RedirectStandardError = true,
            ArgumentList = { "-O2", "-g", "-target", "bpf", "-I/usr/include/x86_64-linux-gnu", "-I/usr/include/aarch64-linux-gnu", "-c", source, "-o", target },
        };
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        byte[] image = File.ReadAllBytes(target);
        File.Delete(target);
        return image;
    }
}

using System.Diagnostics;
using Bpf;

namespace Book.Chapter8;

/// <summary>A child process that may do anything but write: its write(2) fails by EPERM.</summary>
public static class Seccomp
{
    private const int NotPermitted = 1; // EPERM

    /// <summary>The filter: classic BPF.</summary>
    public static SeccompFilter NoWriting { get; } = new(SeccompAction.Allow, new SeccompRule("write", SeccompAction.Error(NotPermitted)));

    /// <summary>Shows the filter, and a child under it.</summary>
    public static async Task Run(TextWriter output, CancellationToken stop)
    {
        for (int i = 0; i < NoWriting.Instructions.Length; i++)
            output.WriteLine($"{i,3}: {NoWriting.Instructions[i]}");
        using Process child = NoWriting.Start(new("/bin/sh", ["-c", "echo this is never seen"]));
        await child.WaitForExitAsync(stop);
        output.WriteLine($"echo ended with {child.ExitCode}");
    }
}

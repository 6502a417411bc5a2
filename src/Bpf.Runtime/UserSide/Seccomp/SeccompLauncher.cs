using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Bpf.Core.Classic;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Starts a process that filters itself: first it is a launcher, in memory, which installs the filter and becomes the program that was meant.</summary>
internal static class SeccompLauncher
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const int Busy = 26; // ETXTBSY
    private const int MostAttempts = 10_000;

    public static Process Start(ImmutableArray<ClassicInstruction> filter, TargetArchitecture architecture, ProcessStartInfo start)
    {
        if (start.UseShellExecute)
            throw new ArgumentException($"A filtered process is started by itself, not by the desktop: {nameof(start.UseShellExecute)} must be false.", nameof(start));
        SeccompSyscall.RequireFilters();
        string path = Resolve(start.FileName);
        using FileDescriptor launcher = MemoryFile.Create("seccomp-launcher", LauncherImage.Write(architecture, filter, path, start.FileName));
        using FileDescriptor.Lease lease = launcher.Use();
        ProcessStartInfo inherited = Copy(start, $"/proc/self/fd/{lease.Number}");
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return Process.Start(inherited) ?? throw new InvalidOperationException("No process was started.");
            }
            catch (Win32Exception exception) when (exception.NativeErrorCode == Busy && attempt < MostAttempts)
            {
                // A process that another thread started meanwhile has what the launcher was written by until it is another program.
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>The file that a name stands for to <see cref="Process"/>: beside this program, in the current folder, by <c>PATH</c>.</summary>
    private static string Resolve(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        IEnumerable<string> near = [Path.GetDirectoryName(Environment.ProcessPath) ?? "/", Directory.GetCurrentDirectory()];
        string? path = Path.IsPathRooted(name)
            ? name
            : near.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
                ?? UserPaths.ExecutableFolders.Select(folder => Path.GetFullPath(Path.Combine(folder, name))).FirstOrDefault(IsExecutable);
        if (path is null || !File.Exists(path))
            throw Failure(Errno.ENOENT, name);
        return IsExecutable(path) ? path : throw Failure(Errno.EACCES, name);
    }

    private static bool IsExecutable(string path) => !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & AnyExecute) != 0;

    private static Win32Exception Failure(int errno, string name) =>
        new(errno, $"'{name}' can't be started: {Marshal.GetPInvokeErrorMessage(errno)}");

    private static ProcessStartInfo Copy(ProcessStartInfo start, string file)
    {
        ProcessStartInfo copy = new(file)
        {
            UseShellExecute = false,
            WorkingDirectory = start.WorkingDirectory,
            UserName = start.UserName,
            RedirectStandardInput = start.RedirectStandardInput,
            RedirectStandardOutput = start.RedirectStandardOutput,
            RedirectStandardError = start.RedirectStandardError,
            StandardInputEncoding = start.StandardInputEncoding,
            StandardOutputEncoding = start.StandardOutputEncoding,
            StandardErrorEncoding = start.StandardErrorEncoding,
        };
        if (start.Arguments.Length > 0)
            copy.Arguments = start.Arguments;
        foreach (string argument in start.ArgumentList)
            copy.ArgumentList.Add(argument);
        copy.Environment.Clear();
        foreach ((string key, string? value) in start.Environment)
            copy.Environment[key] = value;
        return copy;
    }
}

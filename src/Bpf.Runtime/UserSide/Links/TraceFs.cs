using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The tracing file system, where tracepoints have their numbers.</summary>
internal static class TraceFs
{
    private const string Main = "/sys/kernel/tracing";
    private const string UnderDebug = "/sys/kernel/debug/tracing";

    /// <summary>A tracepoint's number for perf_event_open(2).</summary>
    /// <exception cref="BpfException">There is no such tracepoint, or tracefs can't be read.</exception>
    public static ulong ReadEventId(string category, string name)
    {
        string path = $"{Folder()}/events/{category}/{name}/id";
        try
        {
            return ulong.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new BpfException($"'{path}' may not be read: tracepoints need root, or read access to tracefs.", exception);
        }
        catch (IOException exception)
        {
            throw new BpfException($"This kernel has no tracepoint {category}/{name} (no '{path}').", exception);
        }
    }

    /// <summary>The path of a file of tracefs.</summary>
    /// <exception cref="BpfException">tracefs is not there, or has no such file.</exception>
    public static string Find(string file)
    {
        string path = $"{Folder()}/{file}";
        return File.Exists(path) ? path : throw new BpfException($"This kernel doesn't have '{path}'.");
    }

    /// <summary>Where tracefs is mounted. Where it isn't, it is mounted at its usual place, as perf and bpftrace do.</summary>
    private static string Folder()
    {
        if (Directory.Exists($"{Main}/events"))
            return Main;
        if (Directory.Exists($"{UnderDebug}/events"))
            return UnderDebug;
        if (Libc.Mount("tracefs", Main, "tracefs", 0, 0) == 0)
            return Main;
        throw new BpfException($"Mounting tracefs at {Main}", Marshal.GetLastPInvokeError(), $"As root: mount -t tracefs tracefs {Main}");
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>The functions of the running kernel, by name.</summary>
public static class KernelSymbols
{
    private const string Traceable = "available_filter_functions";

    /// <summary>The functions that can be traced and fit a pattern.</summary>
    /// <param name="pattern">A name, with <c>*</c> for any letters and <c>?</c> for one.</param>
    /// <returns>The names, each once.</returns>
    /// <exception cref="BpfException">None fits, or the list can't be read.</exception>
    public static IReadOnlyList<string> Matching(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        if (pattern.AsSpan().IndexOfAny('*', '?') < 0)
            return [pattern];
        // A function that is there twice (static ones of two files) can't be named, and the kernel refuses all.
        Dictionary<string, bool> once = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(TraceFs.Find(Traceable)))
        {
            int end = line.IndexOfAny([' ', '\t']);
            string name = end < 0 ? line : line[..end];
            if (FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false))
                once[name] = !once.ContainsKey(name);
        }

        List<string> names = [];
        foreach ((string name, bool isOnce) in once)
        {
            if (isOnce)
                names.Add(name);
        }

        return names.Count > 0 ? names : throw new BpfException($"The kernel has no function '{pattern}' that can be traced.");
    }

    /// <summary>The function that a system call begins with on this machine: <c>__x64_sys_openat</c>.</summary>
    /// <param name="name">The system call, for example <c>openat</c>; null gives null.</param>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public static string? OfSystemCall(string? name) => name == null ? null : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => "__x64_sys_" + name,
        Architecture.Arm64 => "__arm64_sys_" + name,
        Architecture.RiscV64 => "__riscv_sys_" + name,
        _ => "sys_" + name,
    };
}

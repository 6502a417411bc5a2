using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>The functions of the running kernel, by name.</summary>
public static class KernelSymbols
{
    private const string Traceable = "available_filter_functions";
    private const string AllSymbols = "/proc/kallsyms";

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

    /// <summary>The address of a symbol of the kernel's.</summary>
    /// <param name="name">The symbol.</param>
    /// <returns>Null where the kernel has none of the name, or several, or hides addresses from this process.</returns>
    internal static ulong? AddressOf(string name)
    {
        ulong? found = null;
        foreach (string line in File.ReadLines(AllSymbols))
        {
            // "ffffffff81000000 T _stext", for modules followed by a tab and the module.
            string[] parts = line.Split([' ', '\t'], 4);
            if (parts.Length < 3 || parts[2] != name || !ulong.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address))
                continue;
            if (address == 0 || (found is { } other && other != address))
                return null;
            found = address;
        }

        return found;
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

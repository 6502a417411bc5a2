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
    /// <param name="pattern">A name, with <c>*</c> for any letters and <c>?</c> for one; with a module and a colon before it, of that module.</param>
    /// <returns>The names, each once, without the module.</returns>
    /// <exception cref="BpfException">None fits, or the list can't be read.</exception>
    public static IReadOnlyList<string> Matching(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        (string? module, string wanted) = Split(pattern);
        if (module == null && pattern.AsSpan().IndexOfAny('*', '?') < 0)
            return [pattern];
        // A function that is there twice (static ones of two files) can't be named, and the kernel refuses all.
        Dictionary<string, bool> once = new(StringComparer.Ordinal);
        HashSet<string> ofModule = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(TraceFs.Find(Traceable)))
        {
            // "veth_xmit [veth]" for modules.
            int end = line.IndexOfAny([' ', '\t']);
            string name = end < 0 ? line : line[..end];
            if (!FileSystemName.MatchesSimpleExpression(wanted, name, ignoreCase: false))
                continue;
            once[name] = !once.ContainsKey(name);
            if (module != null && end >= 0 && line.AsSpan(end).Trim() is ['[', .. var owner, ']'] && owner.SequenceEqual(module))
                ofModule.Add(name);
        }

        List<string> names = [];
        foreach ((string name, bool isOnce) in once)
        {
            if (isOnce && (module == null || ofModule.Contains(name)))
                names.Add(name);
        }

        return names.Count > 0 ? names : throw new BpfException($"The kernel has no function '{pattern}' that can be traced.");
    }

    /// <summary>The address of a symbol of the kernel's.</summary>
    /// <param name="symbol">The symbol; with a module and a colon before it, of that module.</param>
    /// <returns>Null where the kernel has none of the name, or several, or hides addresses from this process.</returns>
    internal static ulong? AddressOf(string symbol)
    {
        (string? module, string name) = Split(symbol);
        ulong? found = null;
        foreach (string line in File.ReadLines(AllSymbols))
        {
            // "ffffffff81000000 T _stext", for modules followed by a tab and the module.
            string[] parts = line.Split([' ', '\t'], 4);
            if (parts.Length < 3 || parts[2] != name || !ulong.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address))
                continue;
            if (module != null && (parts.Length < 4 || !parts[3].AsSpan().Trim().SequenceEqual($"[{module}]")))
                continue;
            if (address == 0 || (found is { } other && other != address))
                return null;
            found = address;
        }

        return found;
    }

    /// <summary><c>module:function</c>, or a function alone.</summary>
    internal static (string? Module, string Name) Split(string symbol)
    {
        int at = symbol.IndexOf(':', StringComparison.Ordinal);
        return at < 0 ? (null, symbol) : (symbol[..at], symbol[(at + 1)..]);
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

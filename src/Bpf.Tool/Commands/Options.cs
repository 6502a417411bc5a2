using System.Collections.Immutable;
using System.CommandLine;
using System.IO.Enumeration;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Kernels;
using Bpf.Tool.Verdicts;

namespace Bpf.Tool.Commands;

/// <summary>Arguments that several commands take.</summary>
internal static class Options
{
    /// <summary>A kernel, by alias or full name.</summary>
    public static Option<string> Kernel() => new("--kernel")
    {
        Description = $"The kernel: {string.Join(", ", KernelProfiles.Aliases)}.",
        DefaultValueFactory = _ => KernelProfiles.Aliases[^1],
    };

    /// <summary>The kernel that a user names.</summary>
    public static KernelProfile FindKernel(string name) => KernelProfiles.Find(name)
        ?? throw new ToolException($"unknown kernel '{name}'; known are {string.Join(", ", KernelProfiles.Aliases)}");

    /// <summary>The program of an object that a user names, or its only one.</summary>
    public static ObjectFunction FindProgram(ObjectVerifier verifier, string? name) =>
        verifier.Programs.Where(program => name is null || program.Name == name).ToArray() switch
        {
            [var only] => only,
            [] when name is not null => throw new ToolException($"no program '{name}'; there are {Names(verifier)}"),
            [] => throw new ToolException("the object has no program"),
            _ => throw new ToolException($"--program says which: {Names(verifier)}"),
        };

    /// <summary>The programs that one of some patterns (<c>on_*</c>) names; all for none.</summary>
    public static IEnumerable<ObjectFunction> Matching(ImmutableArray<ObjectFunction> programs, string[] patterns) =>
        programs.Where(program => patterns.Length == 0 || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, program.Name, ignoreCase: false)));

    /// <summary>The capabilities that a user names.</summary>
    public static Capabilities ParseCapabilities(string names) =>
        names.Split(',').Aggregate(Capabilities.None, (all, name) => all | name switch
        {
            "none" => Capabilities.None,
            "root" => Capabilities.SysAdmin,
            "bpf" => Capabilities.Bpf,
            "perfmon" => Capabilities.Perfmon,
            "net_admin" => Capabilities.NetAdmin,
            _ => throw new ToolException($"--as takes root, none, or some of bpf, perfmon and net_admin, not '{name}'"),
        });

    private static string Names(ObjectVerifier verifier) => string.Join(", ", verifier.Programs.Select(program => program.Name));
}

using System;
using System.Linq;
using Bpf.Frontend.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

/// <summary>Checks what programs say about their hooks: names that no kernel has, and contexts of another tracepoint.</summary>
internal sealed class HookChecks(DiagnosticBag diagnostics)
{
    private const string Tracepoint = "Tracepoint";
    private const char AnyEnd = '*';

    /// <summary>Reports what is wrong with a program's hook.</summary>
    public void Check(DeclaredProgram program)
    {
        AttributeData attribute = program.Method.GetAttributes().First(a => a.AttributeClass is { } type && Hooks.Find(type.MetadataFullName()) is not null);
        foreach (TypedConstant argument in attribute.ConstructorArguments.Where(a => a.Type?.SpecialType == SpecialType.System_String))
        {
            string name = argument.Value as string ?? "";
            if (ProblemOf(name, program.Hook) is not { } problem) continue;
            diagnostics.Report(RuleIds.HookName, program.Method, program.Method.Name, name, problem);
            return;
        }

        if (program.Hook.Kind == Tracepoint) CheckContext(program);
    }

    private static string? ProblemOf(string name, Hook hook)
    {
        if (name.Length == 0) return "that is empty";
        bool mayBePath = hook.Separator != "/";
        return !mayBePath && name.Any(char.IsWhiteSpace) ? "names in the kernel have no spaces"
            : !mayBePath && name.Contains('/') ? "that is not one name: a tracepoint has two, its folder and its own"
            : null;
    }

    private void CheckContext(DeclaredProgram program)
    {
        if (program.Method.Parameters is not [{ Type: { } context }] || program.Model.Hook.Arguments is not [var category, var name]) return;
        (string Category, string Name)[] described =
        [
            .. context.Attributes(WellKnownNames.TracepointContextAttribute)
                .Select(a => a.ConstructorArguments)
                .Where(a => a is [{ Value: string }, { Value: string }])
                .Select(a => ((string)a[0].Value!, (string)a[1].Value!)),
        ];
        if (described.Length == 0 || described.Any(d => d.Category == category && Matches(d.Name, name))) return;
        string others = string.Join(", ", described.Select(d => d.Category + "/" + d.Name));
        diagnostics.Report(RuleIds.ContextMismatch, program.Method, program.Method.Name, context.Shown(), others, category + "/" + name);
    }

    private static bool Matches(string pattern, string name) => pattern.Length > 0 && pattern[pattern.Length - 1] == AnyEnd
        ? name.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal)
        : name == pattern;
}

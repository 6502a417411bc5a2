using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Explain;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Diagnostics;

/// <summary>Roslyn's view of the rule table (<see cref="Rules"/>): one descriptor a rule, with its text already formatted.</summary>
internal static class Descriptors
{
    private static readonly Dictionary<string, DiagnosticDescriptor> ById = Rules.All.ToDictionary(rule => rule.Id, Make);

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. ById.Values];

    /// <summary>The descriptor of a rule.</summary>
    public static DiagnosticDescriptor Of(DiagnosticRule rule) => ById[rule.Id];

    /// <summary>A diagnostic of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="location">Where.</param>
    /// <param name="arguments">What stands in the rule's sentences.</param>
    public static Diagnostic Report(DiagnosticRule rule, Location location, params string[] arguments) =>
        Diagnostic.Create(Of(rule), location, new BpfDiagnostic(rule, null, [.. arguments]).Message);

    private static DiagnosticDescriptor Make(DiagnosticRule rule) => new(
        rule.Id,
        rule.Title,
        "{0}",
        rule.Category,
        rule.Severity switch
        {
            RuleSeverity.Error => DiagnosticSeverity.Error,
            RuleSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        },
        isEnabledByDefault: true,
        helpLinkUri: rule.HelpLink);
}

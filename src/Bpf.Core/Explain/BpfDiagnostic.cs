namespace Bpf.Core.Explain;

/// <summary>A finding at a place in C# source.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Location">The expression, with the calls inlined to get there; null where there is no place.</param>
/// <param name="Message">What is wrong here and what to write instead.</param>
public sealed record BpfDiagnostic(Rule Rule, SourceLocation? Location, string Message)
{
    /// <summary>The rule's id.</summary>
    public string Id => Rule.Id;

    /// <summary>True where no object is made.</summary>
    public bool IsError => Rule.Severity == RuleSeverity.Error;

    /// <summary>Makes a finding of a rule.</summary>
    /// <param name="id">The rule's id.</param>
    /// <param name="location">The place.</param>
    /// <param name="arguments">What fills the rule's placeholders.</param>
    public static BpfDiagnostic Create(string id, SourceLocation? location, params object[] arguments)
    {
        Rule rule = Rules.Find(id);
        return new(rule, location, rule.Format(arguments));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Location?.Span}: {(IsError ? "error" : Rule.Severity == RuleSeverity.Warning ? "warning" : "info")} {Id}: {Message}";
}

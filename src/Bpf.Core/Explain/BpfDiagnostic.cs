using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace Bpf.Core.Explain;

/// <summary>A diagnostic as front end, compiler and generators pass it on: plain data, equal where everything in it is.</summary>
public sealed record BpfDiagnostic
{
    private const int MostCallers = 4;

    /// <summary>Makes a diagnostic.</summary>
    /// <param name="rule">Its kind.</param>
    /// <param name="location">Where; null for the whole compilation.</param>
    /// <param name="arguments">What stands in the rule's sentences.</param>
    /// <exception cref="ArgumentException">Not as many arguments as the sentence takes.</exception>
    public BpfDiagnostic(DiagnosticRule rule, SourceLocation? location, ImmutableArray<string> arguments)
    {
        if (arguments.Length != rule.ArgumentCount)
        {
            throw new ArgumentException(
                $"{rule.Id} takes {rule.ArgumentCount} arguments, not {arguments.Length}.", nameof(arguments));
        }

        Rule = rule;
        Location = location;
        Arguments = arguments;
    }

    /// <summary>Its kind.</summary>
    public DiagnosticRule Rule { get; }

    /// <summary>Where; null for the whole compilation.</summary>
    public SourceLocation? Location { get; }

    /// <summary>What stands in the rule's sentences.</summary>
    public ImmutableArray<string> Arguments { get; }

    /// <summary>The rule's id.</summary>
    public string Id => Rule.Id;

    /// <summary>True where no object is made.</summary>
    public bool IsError => Rule.Severity == RuleSeverity.Error;

    /// <summary>The sentences; for inlined code the calls that led there stand behind it.</summary>
    public string Message
    {
        get
        {
            string message = string.Format(CultureInfo.InvariantCulture, Rule.MessageFormat, [.. Arguments]);
            return Location?.InlinedAt is { } caller ? $"{message} (called from {Callers(caller)})" : message;
        }
    }

    /// <summary>Makes a diagnostic of the rule with an id.</summary>
    /// <param name="id">The rule's id.</param>
    /// <param name="location">Where; null for the whole compilation.</param>
    /// <param name="arguments">What stands in the rule's sentences.</param>
    /// <exception cref="ArgumentException">There is no such rule, or it takes another number of arguments.</exception>
    public static BpfDiagnostic Create(string id, SourceLocation? location, params object[] arguments) => new(
        Rules.Find(id) ?? throw new ArgumentException("No rule has the id " + id + ".", nameof(id)),
        location,
        [.. arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "")]);

    /// <summary>The same after source has moved in its files.</summary>
    /// <param name="move">Where a span is now.</param>
    public BpfDiagnostic Moved(Func<SourceSpan, SourceSpan> move) => new(Rule, Location?.Moved(move), Arguments);

    /// <summary>Equal where rule, place and arguments are.</summary>
    /// <param name="other">Another diagnostic.</param>
    public bool Equals(BpfDiagnostic? other) => other is not null
        && Rule == other.Rule
        && Equals(Location, other.Location)
        && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = (Rule.Id.GetHashCode() * 397) ^ (Location?.GetHashCode() ?? 0);
        foreach (string argument in Arguments)
            hash = (hash * 397) ^ argument.GetHashCode();

        return hash;
    }

    /// <summary>As compilers print it: <c>path(line,column): error BPF0112: message</c>.</summary>
    public override string ToString()
    {
        string severity = Rule.Severity.ToString().ToLowerInvariant();
        string place = Location is { Span.IsKnown: true } ? Location.Span + ": " : "";
        return $"{place}{severity} {Rule.Id}: {Message}";
    }

    private static string Callers(SourceLocation location)
    {
        List<string> callers = [];
        for (SourceLocation? caller = location; caller is not null; caller = caller.InlinedAt)
            callers.Add(caller.Method);
        return callers.Count <= MostCallers
            ? string.Join(", ", callers)
            : $"{string.Join(", ", callers.Take(MostCallers - 1))}, {callers.Count - MostCallers} more, {callers[^1]}";
    }
}

using System;
using System.Collections.Immutable;

namespace Bpf;

/// <summary>What becomes of a system call.</summary>
public sealed class SeccompRule
{
    /// <summary>Most conditions of a rule.</summary>
    public const int MaxConditions = 32;

    /// <summary>Makes a rule.</summary>
    /// <param name="systemCall">The system call's name, for example <c>write</c>.</param>
    /// <param name="action">What becomes of it.</param>
    /// <param name="conditions">What its arguments must all be; none where the rule applies to every call.</param>
    /// <exception cref="ArgumentException">There are more conditions than <see cref="MaxConditions"/>.</exception>
    public SeccompRule(string systemCall, SeccompAction action, params ReadOnlySpan<SeccompCondition> conditions)
    {
        ArgumentException.ThrowIfNullOrEmpty(systemCall);
        if (conditions.Length > MaxConditions)
            throw new ArgumentException($"A rule has at most {MaxConditions} conditions.", nameof(conditions));
        SystemCall = systemCall;
        Action = action;
        Conditions = [.. conditions];
    }

    /// <summary>The system call's name.</summary>
    public string SystemCall { get; }

    /// <summary>What becomes of it.</summary>
    public SeccompAction Action { get; }

    /// <summary>What its arguments must all be.</summary>
    public ImmutableArray<SeccompCondition> Conditions { get; }
}

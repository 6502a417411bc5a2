using System;

namespace Bpf;

/// <summary>What an argument of a system call must be for a rule to apply. Pointers can be compared, what they point to can't be read.</summary>
public readonly record struct SeccompCondition
{
    /// <summary>Most arguments of a system call.</summary>
    public const int MaxArguments = 6;

    /// <summary>Makes a condition.</summary>
    /// <param name="argument">The argument, from 0.</param>
    /// <param name="comparison">How it is compared.</param>
    /// <param name="value">What it is compared with. An <c>int</c> argument's upper half is what the caller left there: mask it.</param>
    /// <param name="mask">The argument's bits that are looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument or comparison.</exception>
    public SeccompCondition(int argument, SeccompComparison comparison, ulong value, ulong mask = ulong.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(argument);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(argument, MaxArguments);
        if (!Enum.IsDefined(comparison))
            throw new ArgumentOutOfRangeException(nameof(comparison));
        Argument = argument;
        Comparison = comparison;
        Value = value;
        Mask = mask;
    }

    /// <summary>The argument, from 0.</summary>
    public int Argument { get; }

    /// <summary>How it is compared.</summary>
    public SeccompComparison Comparison { get; }

    /// <summary>What it is compared with.</summary>
    public ulong Value { get; }

    /// <summary>The argument's bits that are looked at.</summary>
    public ulong Mask { get; }
}

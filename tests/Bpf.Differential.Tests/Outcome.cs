namespace Bpf.Differential.Tests;

/// <summary>What running a method once gave.</summary>
/// <param name="Threw">True where C# threw, and the program took its fault exit.</param>
/// <param name="Result">The result's bits, sign-extended; 0 where it threw.</param>
internal readonly record struct Outcome(bool Threw, ulong Result)
{
    /// <inheritdoc/>
    public override string ToString() => Threw ? "threw" : $"0x{Result:x}";
}

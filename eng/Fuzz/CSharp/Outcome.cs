namespace Bpf.Fuzz.CSharp;

/// <summary>What running a program once gave.</summary>
/// <param name="Threw">True where C# threw, and the program took its fault exit.</param>
/// <param name="Result">The result; 0 where it threw.</param>
internal readonly record struct Outcome(bool Threw, ulong Result)
{
    /// <inheritdoc/>
    public override string ToString() => Threw ? "threw" : $"0x{Result:x}";
}

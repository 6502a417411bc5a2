using System;

namespace Bpf.Compiler.Loops;

/// <summary>Which loops are run by what the kernel has for loops, where each round of the others is followed by the verifier.</summary>
/// <param name="Everywhere">False for loops over ranges alone.</param>
/// <param name="MostPlainRounds">Loops of which it is known that they make no more rounds than this stay as they are.</param>
/// <param name="Open">What loops get of which no bound is known, where the source says what happens at the end of what they get.</param>
internal readonly record struct LoopForm(bool Everywhere, int MostPlainRounds, OpenLoops Open)
{
    private const int Few = 64;

    /// <summary>Rounds of which followed one by one almost any would make more than a verifier's million instructions.</summary>
    public const int Many = 50_000;

    /// <summary>What is tried first.</summary>
    public static LoopForm First { get; } = new(false, Few, OpenLoops.Plain);

    /// <summary>What is tried first where a loop is known to make very many rounds.</summary>
    public static LoopForm Long { get; } = new(true, Few, OpenLoops.Plain);

    /// <summary>What is tried for programs that verifiers find too complex, in this order.</summary>
    public static LoopForm[] Others { get; } = [new(true, Few, OpenLoops.MayGoto), new(true, Few, OpenLoops.Iterator), new(true, 0, OpenLoops.Iterator)];

    /// <summary><see cref="MostPlainRounds"/> of loops over ranges.</summary>
    public int MostPlainRoundsOfRanges => Math.Min(Few, MostPlainRounds);
}

/// <summary>What loops get of which no bound is known.</summary>
internal enum OpenLoops
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>An iterator.</summary>
    Iterator,

    /// <summary><c>may_goto</c>.</summary>
    MayGoto,
}

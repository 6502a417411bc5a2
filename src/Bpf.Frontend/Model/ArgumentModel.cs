namespace Bpf.Frontend.Model;

/// <summary>An argument of the function that a program is attached to.</summary>
/// <param name="Type">The parameter's type as C# source names it from anywhere.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsResult">True for the function's result.</param>
public sealed record ArgumentModel(string Type, ArgumentKind Kind, bool IsResult);

/// <summary>What an argument is.</summary>
public enum ArgumentKind
{
    /// <summary>An integer, a character or an enum.</summary>
    Number,

    /// <summary>A <see langword="bool"/>.</summary>
    Truth,

    /// <summary>An address of the kernel's or of user space.</summary>
    Address,

    /// <summary>A kernel structure that the verifier knows.</summary>
    Reference,
}

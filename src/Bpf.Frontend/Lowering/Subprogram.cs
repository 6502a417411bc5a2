using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>A method that is a function of its own: for one combination of type arguments and of memory that its references are into.</summary>
/// <param name="Function">The function.</param>
/// <param name="Shape">How it is called.</param>
internal sealed record Subprogram(Function Function, SubprogramShape Shape);

/// <summary>What a subprogram is passed, in this order: context, leave slot, <c>this</c> and parameters, room for its result.</summary>
/// <param name="Arguments">The types of <c>this</c>, if there is one, and the parameters.</param>
/// <param name="Result">What it returns in a register; void where it returns nothing or through memory.</param>
internal sealed record SubprogramShape(IReadOnlyList<IrType> Arguments, IrType Result)
{
    private const int Registers = 5;

    /// <summary>True where it is passed the program's context.</summary>
    public bool HasContext { get; init; }

    /// <summary>True where it can end the whole program.</summary>
    public bool HasLeaveSlot { get; init; }

    /// <summary>True where it returns a struct, written to memory of the caller.</summary>
    public bool HasResultMemory { get; init; }

    /// <summary>Every value passed.</summary>
    public IReadOnlyList<IrType> Values =>
    [
        .. HasContext ? [IrType.Ptr(Provenance.Context)] : (IrType[])[],
        .. HasLeaveSlot ? [IrType.Ptr(Provenance.Stack)] : (IrType[])[],
        .. Arguments,
        .. HasResultMemory ? [IrType.Ptr(Provenance.Stack)] : (IrType[])[],
    ];

    /// <summary>How many values go in registers: the first ones. The last register then points to the others, eight bytes each, on the caller's stack.</summary>
    public int InRegisters => Values.Count <= Registers ? Values.Count : Registers - 1;

    /// <summary>The function's parameters.</summary>
    public IReadOnlyList<IrType> Parameters => InRegisters == Values.Count
        ? Values : [.. Values.Take(InRegisters), IrType.Ptr(Provenance.Stack)];

    /// <summary>Bytes of a value on the stack.</summary>
    public static int WidthOf(IrType type) => type.Kind == IrKind.I32 ? 4 : 8;
}

/// <summary>What makes one subprogram of a method another than the next.</summary>
internal sealed class SubprogramKey(IMethodSymbol method, string details)
{
    private readonly IMethodSymbol _method = method;
    private readonly string _details = details;

    public override bool Equals(object? obj) =>
        obj is SubprogramKey other && _details == other._details && SymbolEqualityComparer.Default.Equals(_method, other._method);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(_method) ^ _details.GetHashCode();
}

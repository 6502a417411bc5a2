using Bpf.Compiler.Ir;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>A parameter of a global function.</summary>
/// <param name="Symbol">It.</param>
/// <param name="Kind">What a verifier takes it for.</param>
/// <param name="BtfType">What the prototype says it is.</param>
/// <param name="Layout">What is in a register, or behind the pointer; null for the context.</param>
internal sealed record GlobalParameter(IParameterSymbol Symbol, GlobalParameterKind Kind, int BtfType, TypeLayout? Layout)
{
    /// <summary>Its type in SSA form. Registers hold numbers in 64 bits: who calls from elsewhere may leave anything in the upper ones.</summary>
    public IrType Type => Kind switch
    {
        GlobalParameterKind.Number => IrType.I64,
        GlobalParameterKind.Context => IrType.Ptr(Provenance.Context),
        _ => IrType.Ptr(Provenance.Memory),
    };
}

/// <summary>What verifiers take parameters of global functions for.</summary>
internal enum GlobalParameterKind
{
    /// <summary>Any number.</summary>
    Number,

    /// <summary>The program's context.</summary>
    Context,

    /// <summary>Memory that is always there: a reference, or a copy of a struct.</summary>
    Memory,

    /// <summary>Memory or null: a <c>Ref&lt;T&gt;</c>.</summary>
    MemoryOrNull,
}

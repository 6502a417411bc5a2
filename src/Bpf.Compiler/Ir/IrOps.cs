using System;
using System.Collections.Generic;
using System.Linq;

namespace Bpf.Compiler.Ir;

/// <summary>What an operation is made of: one row an operation, read by printer, parser, validator and passes.</summary>
internal static class IrOps
{
    private const int Any = int.MaxValue;

    private static readonly OpInfo[] Rows =
    [
        //   operation            text             operands  attributes                          result
        new(IrOp.Const,          "const",         0, 0,   Attr.Number,                          Result.Integer,  Pure: true),
        new(IrOp.Param,          "param",         0, 0,   Attr.Number,                          Result.Any,      Pure: true),
        new(IrOp.Phi,            "phi",           0, Any, Attr.None,                            Result.Any),
        new(IrOp.Add,            "add",           2, 2,   Attr.None,                            Result.Same,     Pure: true, Commutes: true),
        new(IrOp.Sub,            "sub",           2, 2,   Attr.None,                            Result.Same,     Pure: true),
        new(IrOp.Mul,            "mul",           2, 2,   Attr.None,                            Result.Same,     Pure: true, Commutes: true),
        new(IrOp.DivU,           "divu",          2, 2,   Attr.None,                            Result.Same,     Pure: true),
        new(IrOp.DivS,           "divs",          2, 2,   Attr.None,                            Result.Same,     Pure: true),
        new(IrOp.ModU,           "modu",          2, 2,   Attr.None,                            Result.Same,     Pure: true),
        new(IrOp.ModS,           "mods",          2, 2,   Attr.None,                            Result.Same,     Pure: true),
        new(IrOp.And,            "and",           2, 2,   Attr.None,                            Result.Same,     Pure: true, Commutes: true),
        new(IrOp.Or,             "or",            2, 2,   Attr.None,                            Result.Same,     Pure: true, Commutes: true),
        new(IrOp.Xor,            "xor",           2, 2,   Attr.None,                            Result.Same,     Pure: true, Commutes: true),
        new(IrOp.Shl,            "shl",           2, 2,   Attr.None,                            Result.Same,     Pure: true),
        new(IrOp.ShrU,           "shru",          2, 2,   Attr.None,                            Result.Same,     Pure: true),
        new(IrOp.ShrS,           "shrs",          2, 2,   Attr.None,                            Result.Same,     Pure: true),
        new(IrOp.Eq,             "eq",            2, 2,   Attr.None,                            Result.Bool,     Pure: true, Commutes: true),
        new(IrOp.Ne,             "ne",            2, 2,   Attr.None,                            Result.Bool,     Pure: true, Commutes: true),
        new(IrOp.LtU,            "ltu",           2, 2,   Attr.None,                            Result.Bool,     Pure: true),
        new(IrOp.LeU,            "leu",           2, 2,   Attr.None,                            Result.Bool,     Pure: true),
        new(IrOp.LtS,            "lts",           2, 2,   Attr.None,                            Result.Bool,     Pure: true),
        new(IrOp.LeS,            "les",           2, 2,   Attr.None,                            Result.Bool,     Pure: true),
        new(IrOp.Trunc,          "trunc",         1, 1,   Attr.None,                            Result.I32,      Pure: true),
        new(IrOp.ZExt,           "zext",          1, 1,   Attr.None,                            Result.I64,      Pure: true),
        new(IrOp.SExt,           "sext",          1, 1,   Attr.None,                            Result.I64,      Pure: true),
        new(IrOp.SExtIn,         "sext_in",       1, 1,   Attr.Width,                           Result.Same,     Pure: true),
        new(IrOp.ZExtIn,         "zext_in",       1, 1,   Attr.Width,                           Result.Same,     Pure: true),
        new(IrOp.ByteSwap,       "bswap",         1, 1,   Attr.Width,                           Result.Same,     Pure: true),
        new(IrOp.Forget,         "forget",        1, 1,   Attr.None,                            Result.Same,     Pure: true),
        new(IrOp.Bitcast,        "bitcast",       1, 1,   Attr.None,                            Result.Any,      Pure: true),
        new(IrOp.Alloca,         "alloca",        0, 0,   Attr.Number | Attr.Width | Attr.Symbol, Result.Pointer),
        new(IrOp.Load,           "load",          1, 1,   Attr.Offset | Attr.Width | Attr.Signed | Attr.Volatile, Result.Any),
        new(IrOp.Store,          "store",         2, 2,   Attr.Offset | Attr.Width | Attr.Volatile, Result.Void),
        new(IrOp.Zero,           "zero",          1, 1,   Attr.Offset | Attr.Length,            Result.Void),
        new(IrOp.Copy,           "copy",          2, 2,   Attr.Length,                          Result.Void),
        new(IrOp.PtrAdd,         "ptradd",        1, 2,   Attr.Offset,                          Result.Pointer,  Pure: true),
        new(IrOp.MapAddress,     "map",           0, 0,   Attr.Symbol,                          Result.Pointer,  Pure: true),
        new(IrOp.GlobalAddress,  "global",        0, 0,   Attr.Symbol | Attr.Offset,            Result.Pointer,  Pure: true),
        new(IrOp.FunctionAddress, "function",     0, 0,   Attr.Symbol,                          Result.Pointer,  Pure: true),
        new(IrOp.ExternAddress,  "extern",        0, 0,   Attr.Symbol,                          Result.Pointer,  Pure: true),
        new(IrOp.CoreValue,      "core",          0, 0,   Attr.Symbol | Attr.Number | Attr.Width | Attr.Length, Result.I64), // not pure: a guarded question stays behind its guard
        new(IrOp.CoreLoad,       "core_load",     1, 1,   Attr.Offset | Attr.Width | Attr.Signed | Attr.Length | Attr.Symbol, Result.Any),
        new(IrOp.ContextRegister, "context_register", 1, 1, Attr.Number,                        Result.I64,      Pure: true),
        new(IrOp.RegisterOffset, "register_offset", 0, 0, Attr.Number,                          Result.I64,      Pure: true),
        new(IrOp.Null,           "null",          0, 0,   Attr.None,                            Result.Pointer,  Pure: true),
        new(IrOp.Atomic,         "atomic",        2, 3,   Attr.Atomic | Attr.Offset,            Result.Integer),
        new(IrOp.CallHelper,     "helper",        0, 5,   Attr.Helper,                          Result.Any),
        new(IrOp.Call,           "call",          0, 5,   Attr.Symbol,                          Result.Any),
        new(IrOp.CallKfunc,      "call_kfunc",    0, 5,   Attr.Symbol,                          Result.Any),
        new(IrOp.HasHelper,      "has_helper",    0, 0,   Attr.Helper,                          Result.I32,      Pure: true),
        new(IrOp.HasKfunc,       "has_kfunc",     0, 0,   Attr.Symbol | Attr.Number,             Result.I32,      Pure: true),
        new(IrOp.FollowsCallbacks, "follows_callbacks", 0, 0, Attr.None,                       Result.I32,      Pure: true),
        new(IrOp.HidesState,     "hides_state",   0, 0,   Attr.None,                            Result.I32,      Pure: true),
        new(IrOp.MayGoOn,        "may_go_on",     0, 0,   Attr.Number,                          Result.I32),
        new(IrOp.Jump,           "jump",          0, 0,   Attr.None,                            Result.Void,     Targets: 1),
        new(IrOp.Branch,         "branch",        1, 1,   Attr.None,                            Result.Void,     Targets: 2),
        new(IrOp.Return,         "return",        0, 1,   Attr.None,                            Result.Void),
        new(IrOp.Trap,           "trap",          0, 0,   Attr.Fault,                           Result.Void),
        new(IrOp.Unreachable,    "unreachable",   0, 0,   Attr.None,                            Result.Void),
    ];

    private static readonly Dictionary<string, OpInfo> ByName = Rows.ToDictionary(r => r.Name);

    static IrOps()
    {
        for (int i = 0; i < Rows.Length; i++)
        {
            if ((int)Rows[i].Op != i)
                throw new InvalidOperationException($"Row {i} of the operations is {Rows[i].Op}.");
        }
    }

    /// <summary>The row of an operation.</summary>
    public static OpInfo Info(this IrOp op) => Rows[(int)op];

    /// <summary>True for operations that depend on nothing but their operands and do nothing but give a result.</summary>
    public static bool IsPure(this IrOp op) => Rows[(int)op].Pure;

    /// <summary>True for the six comparisons.</summary>
    public static bool IsComparison(this IrOp op) => op is >= IrOp.Eq and <= IrOp.LeS;

    /// <summary>True for division and remainder.</summary>
    public static bool IsDivision(this IrOp op) => op is >= IrOp.DivU and <= IrOp.ModS;

    /// <summary>True for shifts.</summary>
    public static bool IsShift(this IrOp op) => op is IrOp.Shl or IrOp.ShrU or IrOp.ShrS;

    /// <summary>The row that the text form calls <paramref name="name"/>, or null.</summary>
    public static OpInfo? Find(string name) => ByName.TryGetValue(name, out OpInfo info) ? info : null;
}

/// <summary>One row of <see cref="IrOps"/>.</summary>
/// <param name="Op">The operation.</param>
/// <param name="Name">Its name in the text form.</param>
/// <param name="MinOperands">Fewest operands.</param>
/// <param name="MaxOperands">Most operands.</param>
/// <param name="Attributes">Which fields of a <see cref="Value"/> it uses.</param>
/// <param name="Result">What its type may be.</param>
/// <param name="Pure">True where it may be removed, moved and merged freely (divisions: as long as the divisor's guard holds).</param>
/// <param name="Commutes">True where the two operands may be exchanged.</param>
/// <param name="Targets">Blocks it goes to.</param>
internal readonly record struct OpInfo(
    IrOp Op, string Name, int MinOperands, int MaxOperands, Attr Attributes, Result Result,
    bool Pure = false, bool Commutes = false, int Targets = 0)
{
    public bool Has(Attr attribute) => (Attributes & attribute) != 0;
}

/// <summary>The fields of a <see cref="Value"/> that an operation uses.</summary>
[Flags]
internal enum Attr
{
    None = 0,
    Number = 1,
    Offset = 2,
    Width = 4,
    Signed = 8,
    Length = 16,
    Volatile = 32,
    Helper = 64,
    Atomic = 128,
    Fault = 256,
    Symbol = 512,
}

/// <summary>What the type of a result may be.</summary>
internal enum Result
{
    Void,
    I32,
    I64,
    Bool,
    Integer,
    Pointer,
    Same,
    Any,
}

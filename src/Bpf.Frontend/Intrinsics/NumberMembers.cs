using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Lowers a member of a number type.</summary>
/// <param name="call">The call.</param>
/// <param name="self">The number type.</param>
internal delegate Operand NumberMember(IntrinsicCall call, Scalar self);

/// <summary>
/// Members of the built-in integers: their own, those that they have by the interfaces of System.Numerics (generic code names these), and what Math
/// and BitOperations have under the same name.
/// </summary>
internal static class NumberMembers
{
#pragma warning disable format // columns are aligned
    /// <summary>By name and parameters; T is the number type itself.</summary>
    private static readonly Dictionary<string, NumberMember> s_rows = new(StringComparer.Ordinal)
    {
        ["Zero"]                    = (c, t) => Constant(c, t, 0),
        ["One"]                     = (c, t) => Constant(c, t, 1),
        ["AdditiveIdentity"]        = (c, t) => Constant(c, t, 0),
        ["MultiplicativeIdentity"]  = (c, t) => Constant(c, t, 1),
        ["NegativeOne"]             = (c, t) => Constant(c, t, -1),
        ["AllBitsSet"]              = (c, t) => Constant(c, t, -1),
        ["MinValue"]                = (c, t) => Constant(c, t, Least(t)),
        ["MaxValue"]                = (c, t) => Constant(c, t, Greatest(t)),
        ["Radix"]                   = (c, _) => c.Number(c.B.I32(2)),

        ["Equals(T)"]               = (c, _) => { Value left = c.This(); return c.Bool(c.B.Compare(IrOp.Eq, left, c.Value(0))); },
        ["CompareTo(T)"]            = CompareTo,
        ["IsZero(T)"]               = (c, t) => c.Bool(c.B.Compare(IrOp.Eq, c.Value(0), Numbers.Const(c.B, t, 0))),
        ["IsNegative(T)"]           = (c, t) => c.Bool(IsNegative(c.B, c.Value(0), t)),
        ["IsPositive(T)"]           = (c, t) => c.Bool(c.B.Compare(IrOp.Eq, IsNegative(c.B, c.Value(0), t), c.B.I32(0))),
        ["IsEvenInteger(T)"]        = (c, t) => c.Bool(c.B.Compare(IrOp.Eq, LowestBit(c, t), Numbers.Const(c.B, t, 0))),
        ["IsOddInteger(T)"]         = (c, t) => c.Bool(c.B.Compare(IrOp.Ne, LowestBit(c, t), Numbers.Const(c.B, t, 0))),

        ["Min(T,T)"]                = (c, t) => Smaller(c, t, isMin: true),
        ["Max(T,T)"]                = (c, t) => Smaller(c, t, isMin: false),
        ["Clamp(T,T,T)"]            = Clamp,
        ["Sign(T)"]                 = Sign,
        ["Abs(T)"]                  = Abs,
        ["CopySign(T,T)"]           = CopySign,
        ["DivRem(T,T)"]             = DivRem,
        ["DivRem(T,T,T)"]           = DivRemOut,

        ["PopCount(T)"]             = (c, t) => c.Number(NumberBits.PopCount(c.B, NumberBits.Of(c.B, c.Value(0), t))),
        ["LeadingZeroCount(T)"]     = (c, t) => c.Number(NumberBits.LeadingZeros(c.B, NumberBits.Of(c.B, c.Value(0), t), t)),
        ["TrailingZeroCount(T)"]    = (c, t) => c.Number(NumberBits.TrailingZeros(c.B, NumberBits.Of(c.B, c.Value(0), t), t)),
        ["Log2(T)"]                 = Log2,
        ["IsPow2(T)"]               = IsPowerOfTwo,
        ["RoundUpToPowerOf2(T)"]    = (c, _) => c.Number(NumberBits.RoundUp(c.B, c.Value(0))),
        ["RotateLeft(T,Int32)"]     = (c, t) => Rotate(c, t, IrOp.Shl, IrOp.ShrU),
        ["RotateLeft(T,T)"]         = (c, t) => Rotate(c, t, IrOp.Shl, IrOp.ShrU), // of int
        ["RotateRight(T,Int32)"]    = (c, t) => Rotate(c, t, IrOp.ShrU, IrOp.Shl),
        ["RotateRight(T,T)"]        = (c, t) => Rotate(c, t, IrOp.ShrU, IrOp.Shl),

        ["CreateTruncating`1"]      = (c, t) => Create(c, (value, from) => Numbers.Convert(c.B, value, from, t)),
        ["CreateChecked`1"]         = (c, t) => Create(c, (value, from) => Overflow.Convert(c.Lowering, value, from, t)),
        ["CreateSaturating`1"]      = (c, t) => Create(c, (value, from) => Saturated(c.B, value, from, t)),
    };
#pragma warning restore format

    private static readonly HashSet<string> s_staticHomes = new(StringComparer.Ordinal) { "System.Math", "System.Numerics.BitOperations" };

    /// <summary>The row of a method or accessor of a built-in integer's; null for others.</summary>
    public static Intrinsic? Find(IMethodSymbol method)
    {
        if (SelfOf(method) is not { } self || Scalar.Of(self) is not { } scalar) return null;
        return s_rows.TryGetValue(KeyOf(method, self), out NumberMember? row) ? c => row(c, scalar) : null;
    }

    private static ITypeSymbol? SelfOf(IMethodSymbol method)
    {
        INamedTypeSymbol owner = method.ContainingType;
        if (IsNumber(owner)) return owner;
        ITypeSymbol? named = owner switch
        {
            { TypeKind: TypeKind.Interface, TypeArguments: [var first, ..] } when owner.ContainingNamespace.ToDisplayString() == "System.Numerics" => first,
            _ when method.Parameters is [var parameter, ..] && s_staticHomes.Contains(owner.MetadataFullName()) => parameter.Type,
            _ => null,
        };
        return named is not null && IsNumber(named) ? named : null;
    }

    private static bool IsNumber(ITypeSymbol type) =>
        type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_UInt64) or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    private static string KeyOf(IMethodSymbol method, ITypeSymbol self)
    {
        string name = (method.AssociatedSymbol ?? method).Name;
        name = name[(name.LastIndexOf('.') + 1)..];
        if (method.AssociatedSymbol is not null) return name;
        return method.IsGenericMethod
            ? name + "`" + method.Arity
            : name + "(" + string.Join(",", method.Parameters.Select(p => SymbolEqualityComparer.Default.Equals(p.Type, self) ? "T" : p.Type.Name)) + ")";
    }

    private static Operand Constant(IntrinsicCall c, Scalar type, long value) => Operand.Of(Numbers.Fit(c.B, Numbers.Const(c.B, type, value), type), c.Type);

    private static long Least(Scalar type) => type.Signed ? -1L << ((8 * type.Width) - 1) : 0;

    private static long Greatest(Scalar type) => type.Signed ? ~Least(type) : type.Width == 8 ? -1 : (1L << (8 * type.Width)) - 1;

    private static Value IsNegative(FunctionBuilder b, Value value, Scalar type) =>
        type.Signed ? b.Compare(IrOp.LtS, value, b.Const(value.Type, 0)) : b.I32(0);

    private static IrOp Less(Scalar type) => type.Signed ? IrOp.LtS : IrOp.LtU;

    private static Value LowestBit(IntrinsicCall c, Scalar type) => c.B.Binary(IrOp.And, c.Value(0), Numbers.Const(c.B, type, 1));

    /// <summary>The CLR subtracts narrow numbers, and yields -1, 0 or 1 for the others.</summary>
    private static Operand CompareTo(IntrinsicCall c, Scalar type)
    {
        Value a = c.This(), b = c.Value(0);
        return c.Number(type.Width < 4
            ? c.B.Binary(IrOp.Sub, a, b)
            : c.B.Binary(IrOp.Sub, c.B.Compare(Less(type), b, a), c.B.Compare(Less(type), a, b)));
    }

    private static Operand Smaller(IntrinsicCall c, Scalar type, bool isMin)
    {
        Value a = c.Value(0), b = c.Value(1);
        Value takesFirst = isMin ? c.B.Compare(Less(type), a, b) : c.B.Compare(Less(type), b, a);
        return Operand.Of(Numbers.Select(c.B, takesFirst, a, b), c.Type);
    }

    private static Operand Clamp(IntrinsicCall c, Scalar type)
    {
        Value value = c.Value(0), min = c.Value(1), max = c.Value(2);
        c.Lowering.Guard(c.B.Compare(Less(type), max, min), FaultKind.ArithmeticOverflow);
        Value notBelow = Numbers.Select(c.B, c.B.Compare(Less(type), value, min), min, value);
        return Operand.Of(Numbers.Select(c.B, c.B.Compare(Less(type), max, notBelow), max, notBelow), c.Type);
    }

    private static Operand Sign(IntrinsicCall c, Scalar type)
    {
        Value value = c.Value(0), zero = Numbers.Const(c.B, type, 0);
        return c.Number(c.B.Binary(IrOp.Sub, c.B.Compare(Less(type), zero, value), IsNegative(c.B, value, type)));
    }

    private static Operand Abs(IntrinsicCall c, Scalar type)
    {
        Value value = c.Value(0);
        return Operand.Of(type.Signed ? Positive(c, type, NotPositive(c.B, value, type)) : value, c.Type);
    }

    private static Operand CopySign(IntrinsicCall c, Scalar type)
    {
        Value value = c.Value(0), sign = c.Value(1);
        if (!type.Signed) return Operand.Of(value, c.Type);
        Value negative = NotPositive(c.B, value, type);
        Value result = c.B.Alloca(type.Is64 ? 8 : 4, type.Is64 ? 8 : 4);
        void Give(Value given) => c.B.Store(result, 0, given, type.Is64 ? 8 : 4);
        c.Lowering.If(IsNegative(c.B, sign, type), () => Give(negative), () => Give(Positive(c, type, negative)));
        return Operand.Of(c.B.Load(Numbers.TypeOf(type), result, 0, type.Is64 ? 8 : 4), c.Type);
    }

    /// <summary>The number with a minus, which every number can have.</summary>
    private static Value NotPositive(FunctionBuilder b, Value value, Scalar type) =>
        Numbers.Select(b, IsNegative(b, value, type), value, b.Binary(IrOp.Sub, Numbers.Const(b, type, 0), value));

    /// <summary>A negative number without its minus: the least one of a type has no counterpart.</summary>
    private static Value Positive(IntrinsicCall c, Scalar type, Value negative)
    {
        c.Lowering.Guard(c.B.Compare(IrOp.Eq, negative, Numbers.Const(c.B, type, Least(type))), FaultKind.ArithmeticOverflow);
        return c.B.Binary(IrOp.Sub, Numbers.Const(c.B, type, 0), negative);
    }

    private static Operand DivRem(IntrinsicCall c, Scalar type)
    {
        Value a = c.Value(0), b = c.Value(1);
        Place pair = c.Lowering.Temporary(c.Type, c.Operation, null);
        foreach (int part in new[] { 0, 1 })
        {
            Place element = c.Lowering.ElementOf(pair, part, c.Operation);
            c.Lowering.Assign(element, Operand.Of(Numbers.Fit(c.B, c.Lowering.Divide(part == 0, a, b, type), type), element.Type), c.Operation);
        }

        return Operand.In(pair, isOwned: true);
    }

    private static Operand DivRemOut(IntrinsicCall c, Scalar type)
    {
        Value a = c.Value(0), b = c.Value(1);
        Place rest = c.Place(2);
        Value quotient = c.Lowering.Divide(true, a, b, type);
        c.Lowering.Assign(rest, Operand.Of(c.Lowering.Divide(false, a, b, type), rest.Type), c.Operation);
        return c.Number(quotient);
    }

    private static Operand Log2(IntrinsicCall c, Scalar type)
    {
        Value value = c.Value(0);
        if (type.Signed) c.Lowering.Guard(IsNegative(c.B, value, type), FaultKind.ArithmeticOverflow);
        return c.Number(NumberBits.Log2(c.B, value));
    }

    private static Operand IsPowerOfTwo(IntrinsicCall c, Scalar type)
    {
        Value value = c.Value(0);
        Value zero = c.B.Const(value.Type, 0);
        Value oneBit = c.B.Compare(IrOp.Eq, c.B.Binary(IrOp.And, value, c.B.Binary(IrOp.Sub, value, c.B.Const(value.Type, 1))), zero);
        return c.Bool(c.B.Binary(IrOp.And, oneBit, c.B.Compare(Less(type), zero, value)));
    }

    private static Operand Rotate(IntrinsicCall c, Scalar type, IrOp toward, IrOp back)
    {
        Value value = NumberBits.Of(c.B, c.Value(0), type);
        Value count = c.Value(1);
        if (type.Is64) count = c.B.ZExt(count);
        Value other = c.B.Binary(IrOp.Sub, c.B.Const(value.Type, 0), count);
        return c.Number(c.B.Binary(
            IrOp.Or, c.B.Binary(toward, value, NumberBits.ShiftCount(c.B, count, type)), c.B.Binary(back, value, NumberBits.ShiftCount(c.B, other, type))));
    }

    private static Operand Create(IntrinsicCall c, Func<Value, Scalar, Value> convert)
    {
        ITypeSymbol from = c.Lowering.TypeOf(c.ArgumentOf(0).Type!);
        if (!IsNumber(from) || Scalar.Of(from) is not { } scalar) throw c.Lowering.NoSource(c.Operation, c.Method);
        return Operand.Of(convert(c.Value(0), scalar), c.Type);
    }

    /// <summary>The number of another type that is nearest to one.</summary>
    private static Value Saturated(FunctionBuilder b, Value value, Scalar from, Scalar to)
    {
        Scalar wide = new(8, from.Signed);
        Value all = Numbers.Convert(b, value, from, wide);
        if (from.Signed) all = Numbers.Select(b, b.Compare(IrOp.LtS, all, b.I64(Least(to))), b.I64(Least(to)), all);
        bool hasRoom = from.Signed && !to.Signed && to.Width == 8;
        if (!hasRoom) all = Numbers.Select(b, b.Compare(Less(from), b.I64(Greatest(to)), all), b.I64(Greatest(to)), all);
        return Numbers.Convert(b, all, wide, to);
    }
}

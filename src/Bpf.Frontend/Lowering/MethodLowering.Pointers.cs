using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Pointers of unsafe code. C# checks none of their uses; verifiers check all.</summary>
internal sealed partial class MethodLowering
{
    private static readonly Scalar s_long = new(8, true);

    private static bool IsPointer(ITypeSymbol? type) => type is IPointerTypeSymbol;

    /// <summary>True for a dereference, an element of a pointer or of a fixed buffer: Roslyn has no operation for them.</summary>
    private static bool IsPointedTo(IOperation operation) => operation.Kind == OperationKind.None && operation.ChildOperations.FirstOrDefault() is { Type: IPointerTypeSymbol pointer }
        && SymbolEqualityComparer.Default.Equals(pointer.PointedAtType, operation.Type)
        && operation.ChildOperations.Count == (operation.Syntax is ElementAccessExpressionSyntax ? 2 : 1);

    /// <summary>True for what Roslyn puts around the address that a <c>fixed</c> statement takes.</summary>
    private static bool IsPinnedAddress(IOperation operation) => operation is { Kind: OperationKind.None, IsImplicit: true, ChildOperations.Count: 1 }
        && IsPointer(operation.Type) && SymbolEqualityComparer.Default.Equals(operation.ChildOperations.First().Type, operation.Type);

    /// <summary>The variable that <c>*p</c>, <c>p[i]</c> or the left of <c>p->f</c> names.</summary>
    private Place PointedTo(IOperation operation)
    {
        IOperation[] parts = [.. operation.ChildOperations];
        Value pointer = ValueOf(parts[0]);
        ITypeSymbol type = TypeOf(((IPointerTypeSymbol)TypeOf(parts[0].Type!)).PointedAtType);
        if (parts.Length == 2) pointer = Moved(pointer, ValueOf(parts[1]), Scalar.Of(TypeOf(parts[1].Type!)) ?? throw Unsupported(operation), type, false, operation);
        return Place.At(pointer, 0, type);
    }

    /// <summary>A pointer moved by a number of what it points to.</summary>
    private Value Moved(Value pointer, Value count, Scalar countType, ITypeSymbol pointedAt, bool back, IOperation where)
    {
        int size = LayoutOf(pointedAt, where).Size;
        Value wide = Numbers.Convert(B, count, countType, s_long);
        if (wide.Op == IrOp.Const) return B.PtrAdd(pointer, (back ? -wide.Constant : wide.Constant) * size);
        Value bytes = size == 1 ? wide : B.Binary(IrOp.Mul, wide, B.I64(size));
        return B.PtrAdd(pointer, back ? B.Binary(IrOp.Sub, B.I64(0), bytes) : bytes);
    }

    private Operand AddressOf(IAddressOfOperation operation)
    {
        Place place = PlaceOf(operation.Reference);
        if (place.Pointer is not null || place.Span is not null || place.Element is not null) throw Report(RuleIds.RefStruct, operation, place.Type.Shown());
        return Operand.Of(AddressOf(place), TypeOf(operation.Type!));
    }

    /// <summary>p + n, n + p, p - n, p - q, and comparisons.</summary>
    private Operand PointerBinary(IBinaryOperation operation)
    {
        (Operand left, Operand right) = (Lower(operation.LeftOperand), Lower(operation.RightOperand));
        if (left.Value is not { } a || right.Value is not { } b) throw Unsupported(operation);
        ITypeSymbol type = TypeOf(operation.Type!);
        if (Comparison(operation.OperatorKind, signed: false) is { } comparison)
        {
            (a, b) = (SameKind(a, b), SameKind(b, a));
            bool swap = operation.OperatorKind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
            return Operand.Of(swap ? B.Compare(comparison, b, a) : B.Compare(comparison, a, b), type);
        }

        bool back = operation.OperatorKind == BinaryOperatorKind.Subtract;
        if (!back && operation.OperatorKind != BinaryOperatorKind.Add) throw Unsupported(operation);
        if (IsPointer(left.Type) && IsPointer(right.Type))
        {
            int size = LayoutOf(((IPointerTypeSymbol)left.Type!).PointedAtType, operation).Size;
            Value bytes = B.Binary(IrOp.Sub, B.Bitcast(a, IrType.I64), B.Bitcast(b, IrType.I64));
            return Operand.Of(size == 1 ? bytes : B.Binary(IrOp.DivS, bytes, B.I64(size)), type);
        }

        ITypeSymbol pointedAt = ((IPointerTypeSymbol)type).PointedAtType;
        return IsPointer(left.Type)
            ? Operand.Of(Moved(a, b, Scalar.Of(right.Type!) ?? throw Unsupported(operation), pointedAt, back, operation), type)
            : Operand.Of(Moved(b, a, Scalar.Of(left.Type!) ?? throw Unsupported(operation), pointedAt, false, operation), type);
    }

    /// <summary>Null of the kind of another pointer, to compare with that.</summary>
    private Value SameKind(Value pointer, Value other) =>
        pointer is { Op: IrOp.Null, Type.Provenance: Provenance.None } && other.Type.IsPtr ? B.Null(other.Type) : pointer;

    /// <summary>p += n, p -= n, p++, p--.</summary>
    private Operand MovePointer(IOperation target, Value count, Scalar countType, bool back, bool givesOld, IOperation where)
    {
        Access access = AccessTo(target);
        Operand old = access.Read();
        ITypeSymbol type = TypeOf(target.Type!);
        Operand moved = Operand.Of(Moved(old.Value!, count, countType, ((IPointerTypeSymbol)type).PointedAtType, back, where), type);
        access.Write(moved, where);
        return givesOld ? old : moved;
    }
}

using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using CfgBlock = Microsoft.CodeAnalysis.FlowAnalysis.BasicBlock;

namespace Bpf.Frontend.Lowering;

/// <summary>Memory for elements that are made here: <c>stackalloc</c> and collection expressions.</summary>
internal sealed partial class MethodLowering
{
    private const int StackLimit = 512; // MAX_BPF_STACK, include/linux/filter.h

    /// <summary>The block of the flow graph that is being lowered.</summary>
    private CfgBlock? _current;

    private Operand StackAlloc(IOperation operation)
    {
        ITypeSymbol type = TypeOf(operation.Type!);
        ITypeSymbol? elementType = type is IPointerTypeSymbol pointer ? pointer.PointedAtType : ElementOfSpan(type);
        IOperation[] children = [.. operation.ChildOperations];
        if (elementType is null || children.Length == 0) throw Unsupported(operation);
        if (children[0].ConstantValue is not { HasValue: true, Value: int count } || count < 0) throw Report(RuleIds.StackAlloc, operation, "its length must be a constant");
        if (IsRepeated()) throw Report(RuleIds.StackAlloc, operation, "it is in a loop, where every round would need memory of its own");

        TypeLayout element = LayoutOf(elementType, operation);
        if ((long)count * element.Size > StackLimit) throw Report(RuleIds.StackAlloc, operation, "a program has 512 bytes of stack");
        if (count == 0) return type is IPointerTypeSymbol ? Operand.Of(B.Null(IrType.Ptr(Provenance.None)), type) : Operand.Of(EmptySpan(), type);
        Value memory = Elements(count, element);
        B.Zero(memory, 0, count * element.Size);
        for (int i = 1; i < children.Length; i++)
            Assign(Place.At(memory, (i - 1) * element.Size, element.Type), Lower(children[i]), operation);
        return type is IPointerTypeSymbol ? Operand.Of(memory, type) : Operand.Of(Whole(memory, count, element), type);
    }

    /// <summary>A span of values: constants stay in .rodata, others are stored on the stack.</summary>
    private Operand Collection(ICollectionExpressionOperation collection)
    {
        ITypeSymbol type = TypeOf(collection.Type!);
        if (ElementOfSpan(type) is not { } elementType || type is IArrayTypeSymbol)
            throw Report(RuleIds.Array, collection, ConstructNames.Shortened(collection.Syntax));
        if (collection.Elements.IsEmpty) return Operand.Of(EmptySpan(), type);
        TypeLayout element = LayoutOf(elementType, collection);
        if (collection.Elements.Any(e => e is ISpreadOperation)) return Spread(collection, element);
        if (type.Is("System.ReadOnlySpan`1") && ConstantData.Of(collection.Elements, element) is { } bytes)
            return Operand.Of(DataSpan(bytes, collection.Elements.Length, element), type);

        Value memory = Elements(collection.Elements.Length, element);
        for (int i = 0; i < collection.Elements.Length; i++)
            Assign(Place.At(memory, i * element.Size, element.Type), ConvertValue(Lower(collection.Elements[i]), element.Type, false, collection), collection);
        return Operand.Of(Whole(memory, collection.Elements.Length, element), type);
    }

    private Value Elements(int count, TypeLayout element) => B.Alloca(count * element.Size, count * element.Size >= 8 ? 8 : element.Alignment);

    /// <summary>A span of constants.</summary>
    private SpanValue DataSpan(byte[] bytes, int count, TypeLayout element) => ConstantSpan(_context.DataOffset(bytes, count, element), count);

    private SpanValue ConstantSpan(int offset, int count) => new(B.GlobalAddress(".rodata", 0), B.I64(offset), B.I32(count), SpanValue.Constants);

    private Operand Utf8(IUtf8StringOperation literal)
    {
        ITypeSymbol type = TypeOf(literal.Type!);
        int offset = _context.TextOffset(literal.Value, out int length);
        return Operand.Of(length == 1
            ? EmptySpan() : ConstantSpan(offset, length - 1), type);
    }

    /// <summary>The elements of a static readonly array, which are constants; null for others.</summary>
    private Operand? ReadOnlyArray(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (!field.IsStatic || !field.IsReadOnly || HasStaticConstructor(field) || field.Type is not IArrayTypeSymbol { IsSZArray: true, ElementType: var elementType }) return null;
        foreach (SyntaxReference declaration in field.DeclaringSyntaxReferences)
        {
            if (declaration.GetSyntax(_context.Cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } value }) continue;
            _context.TouchedTrees.Add(value.SyntaxTree);
            IOperation? operation = _context.Compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, _context.Cancellation);
            IEnumerable<IOperation>? elements = ConstantData.ElementsOf(operation);
            TypeLayout element = SharedLayoutOf(elementType, reference);
            if (elements is not null && ConstantData.Of(elements, element) is { Length: > 0 } bytes)
                return Operand.Of(DataSpan(bytes, bytes.Length / element.Size, element), field.Type);
        }

        return null;
    }

    /// <summary>True where the block at hand may run more than once in one activation.</summary>
    private bool IsRepeated()
    {
        if (_current is null) return false;
        HashSet<CfgBlock> seen = [];
        Stack<CfgBlock> work = new([_current]);
        while (work.Count > 0)
        {
            CfgBlock block = work.Pop();
            foreach (ControlFlowBranch? branch in new[] { block.FallThroughSuccessor, block.ConditionalSuccessor })
            {
                if (branch?.Destination is not { } next) continue;
                if (next == _current) return true;
                if (seen.Add(next)) work.Push(next);
            }
        }

        return false;
    }
}

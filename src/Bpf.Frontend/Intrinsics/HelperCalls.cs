using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Calls of the methods that the table of helpers gives <c>Bpf.Helpers</c>.</summary>
internal static class HelperCalls
{
    private static readonly HashSet<string> s_ours = ["UInt16BE", "BpfSock", "BpfTcpSock"];

    /// <summary>The documentation-comment id of a helper's method.</summary>
    public static string IdOf(HelperSignature signature)
    {
        string arity = signature.TypeParameters.Length == 0 ? "" : "``" + signature.TypeParameters.Length;
        IEnumerable<string> parameters = signature.Parameters.Where(p => !p.IsHidden).Select(p => p.Kind switch
        {
            HelperParameterKind.Map => "Bpf.MapDeclaration",
            HelperParameterKind.Text => "System.String",
            HelperParameterKind.Socket => "Bpf.Ref{Bpf.BpfSock}",
            HelperParameterKind.Kernel => "Bpf.Ref{" + TypeId(p.Type, signature) + "}",
            HelperParameterKind.Number => TypeId(p.Type, signature),
            _ => TypeId(p.Type, signature) + "@",
        });
        string joined = string.Join(",", parameters);
        return "M:Bpf.Helpers." + signature.Name + arity + (joined.Length == 0 ? "" : "(" + joined + ")");
    }

    /// <summary>Lowers a call.</summary>
    public static Operand Lower(IntrinsicCall c, HelperSignature signature)
    {
        FunctionBuilder b = c.B;
        List<Value> arguments = [];
        List<(Place Target, Value From)> results = [];
        int ordinal = 0;
        int size = 0;
        RequireKernelTypes(c, signature);
        foreach (HelperParameter parameter in signature.Parameters)
        {
            arguments.Add(parameter.Kind switch
            {
                HelperParameterKind.Context => c.Lowering.ContextPointer,
                HelperParameterKind.Size => b.I64(size),
                HelperParameterKind.Number => Number(c, ordinal++),
                HelperParameterKind.Map => b.MapAddress(Map(c, ordinal++).Field.Name),
                HelperParameterKind.Text => Text(c, ordinal++),
                HelperParameterKind.Socket or HelperParameterKind.Kernel => c.Value(ordinal++),
                _ => Memory(c, ordinal++, parameter.Kind, results, out size),
            });
        }

        IrType type = signature.Result switch
        {
            HelperResult.Void => IrType.Void,
            HelperResult.Number => IrType.I64,
            HelperResult.MapValue => IrType.Ptr(Provenance.MapValue),
            _ => IrType.Ptr(Provenance.Btf),
        };
        Value result = b.CallHelper(signature.Prototype.Id, type, [.. arguments]);
        foreach ((Place target, Value from) in results)
            c.Lowering.Assign(target, c.Lowering.Read(Place.At(from, 0, target.Type)), c.Operation);
        return signature.Result switch
        {
            HelperResult.Void => Operand.Nothing,
            HelperResult.Number => c.Number(result),
            _ => Operand.Of(result, c.Type),
        };
    }

    /// <summary>What stands for a structure of the kernel's has its name; what is returned, too.</summary>
    private static void RequireKernelTypes(IntrinsicCall c, HelperSignature signature)
    {
        for (int i = 0; i < signature.Parameters.Length; i++)
            if (signature.Parameters[i].Kind == HelperParameterKind.Kernel) Require(signature.Parameters[i].Type, signature.Prototype.Arguments[i].BtfType);
        if (signature.Result == HelperResult.Kernel) Require(signature.ResultType, signature.Prototype.ReturnBtfType);

        void Require(string parameter, string? structure)
        {
            ITypeSymbol type = c.Method.TypeArguments[signature.TypeParameters.IndexOf(parameter)];
            if (structure is not null && KernelTypes.NameOf(type) != structure)
                throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Method.Name, $"its {parameter} is a struct with [KernelType(\"{structure}\")], which '{type.Shown()}' is not");
        }
    }

    private static string TypeId(string type, HelperSignature signature) =>
        signature.TypeParameters.IndexOf(type) is var index and >= 0 ? "``" + index : (s_ours.Contains(type) ? "Bpf." : "System.") + type;

    private static Value Number(IntrinsicCall c, int ordinal)
    {
        Value value = c.Value(ordinal);
        return Scalar.Of(c.Method.Parameters[ordinal].Type) is { } scalar ? Numbers.Convert(c.B, value, scalar, new(8, scalar.Signed)) : value;
    }

    private static DeclaredMap Map(IntrinsicCall c, int ordinal) =>
        c.Map(ordinal) ?? throw c.Lowering.Report(RuleIds.MapAsValue, c.Operation, c.Operation.Syntax.ToString());

    private static Value Text(IntrinsicCall c, int ordinal)
    {
        string text = c.Text(ordinal) ?? throw c.Lowering.Report(RuleIds.String, c.Operation, "a text that is no constant");
        return c.B.GlobalAddress(".rodata", c.Lowering.Context.TextOffset(text, out _));
    }

    /// <summary>True for an address in memory that helpers take: the stack, map values, records and what a global function was passed.</summary>
    public static bool IsTaken(Value address) =>
        address.Type.Provenance is Provenance.Stack or Provenance.MapValue or Provenance.Reservation or Provenance.Memory;

    /// <summary>The address of an argument in memory that helpers take. What is elsewhere, and numbers, so that their variables need no memory, goes by a copy.</summary>
    private static Value Memory(IntrinsicCall c, int ordinal, HelperParameterKind kind, List<(Place, Value)> results, out int size)
    {
        Place place = c.Place(ordinal);
        TypeLayout layout = c.LayoutOf(place.Type);
        size = layout.Size;
        bool isDirect = layout.Scalar is null && IsTaken(place.Address);
        if (isDirect) return c.Lowering.AddressOf(place);
        Place copy = Place.At(c.B.Alloca(layout.Size, layout.Size >= 8 ? 8 : layout.Alignment), 0, place.Type);
        if (kind != HelperParameterKind.MemoryOut) c.Lowering.Assign(copy, c.Lowering.Read(place), c.Operation);
        if (kind != HelperParameterKind.MemoryIn) results.Add((place, copy.Address));
        return copy.Address;
    }
}

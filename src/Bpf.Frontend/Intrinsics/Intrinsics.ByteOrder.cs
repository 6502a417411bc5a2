using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Byte order in types, and structs compared byte by byte.</summary>
internal static partial class IntrinsicTable
{
    private static readonly (string Type, string Number, int Width)[] s_bigEndian =
    [
        ("UInt16BE", "System.UInt16", 2),
        ("UInt32BE", "System.UInt32", 4),
        ("UInt64BE", "System.UInt64", 8),
    ];

    private static readonly string[] s_comparedByBytes = ["Comm", "PathBuffer", "MacAddress", "Ipv6Address", "Ipv4Prefix", "AlignedIpv4Prefix", "Ipv6Prefix"];

    private static void AddByteOrder()
    {
        foreach ((string type, string number, int width) in s_bigEndian)
        {
            string id = $"M:Bpf.{type}.";
            Row($"P:Bpf.{type}.Raw", c => c.Number(c.This()));
            Row($"{id}FromRaw({number})", c => c.Number(c.Value(0)));
            Row($"{id}Equals(Bpf.{type})", c =>
            {
                Value left = c.This();
                return c.Bool(c.B.Compare(IrOp.Eq, left, c.Value(0)));
            });
            OperatorRow($"{id}op_Implicit(Bpf.{type})~{number}", (l, o, v) => Swapped(l, o, v[0], width));
            OperatorRow($"{id}op_Implicit({number})~Bpf.{type}", (l, o, v) => Swapped(l, o, v[0], width));
            OperatorRow($"{id}op_Equality(Bpf.{type},Bpf.{type})", (l, o, v) => Operand.Of(l.B.Compare(IrOp.Eq, v[0].Value!, v[1].Value!), o.Type!));
            OperatorRow($"{id}op_Inequality(Bpf.{type},Bpf.{type})", (l, o, v) => Operand.Of(l.B.Compare(IrOp.Ne, v[0].Value!, v[1].Value!), o.Type!));
        }

        OperatorRow("M:Bpf.PortBE.op_Implicit(Bpf.PortBE)~System.UInt16", (l, o, v) => Swapped(l, o, v[0], 2));
        OperatorRow("M:Bpf.PortBE.op_Implicit(System.UInt16)~Bpf.PortBE", (l, o, v) => Swapped(l, o, v[0], 2));
        OperatorRow("M:Bpf.PortBE.op_Equality(Bpf.PortBE,Bpf.PortBE)", (l, o, v) => Operand.Of(l.B.Compare(IrOp.Eq, v[0].Value!, v[1].Value!), o.Type!));
        OperatorRow("M:Bpf.PortBE.op_Inequality(Bpf.PortBE,Bpf.PortBE)", (l, o, v) => Operand.Of(l.B.Compare(IrOp.Ne, v[0].Value!, v[1].Value!), o.Type!));

        foreach (string type in s_comparedByBytes)
        {
            OperatorRow($"M:Bpf.{type}.op_Equality(Bpf.{type},Bpf.{type})", (l, o, v) => SameBytes(l, o, v[0].Memory!, v[1].Memory!, IrOp.Eq));
            OperatorRow($"M:Bpf.{type}.op_Inequality(Bpf.{type},Bpf.{type})", (l, o, v) => SameBytes(l, o, v[0].Memory!, v[1].Memory!, IrOp.Ne));
            Row($"M:Bpf.{type}.Equals(Bpf.{type})", c =>
            {
                Place left = c.ThisPlace();
                return SameBytes(c.Lowering, c.Operation, left, c.Place(0), IrOp.Eq);
            });
        }

        Rows("M:System.Buffers.Binary.BinaryPrimitives.ReverseEndianness({0})", ["System.Byte", "System.SByte"], c => c.Number(c.Value(0)));
        Rows("M:System.Buffers.Binary.BinaryPrimitives.ReverseEndianness({0})", ["System.UInt16", "System.UInt32", "System.UInt64", "System.UIntPtr",
            "System.Int16", "System.Int32", "System.Int64", "System.IntPtr"], c =>
            c.Number(c.B.ByteSwap(c.Value(0), Scalar.Of(c.Type)!.Value.Width)));
    }

    private static Operand Swapped(MethodLowering lowering, Microsoft.CodeAnalysis.IOperation operation, Operand value, int width) =>
        Operand.Of(lowering.B.ByteSwap(value.Value!, width), lowering.TypeOf(operation.Type!));

    /// <summary>Ors together the differences of all words; the stack is only read aligned.</summary>
    private static Operand SameBytes(MethodLowering lowering, Microsoft.CodeAnalysis.IOperation operation, Place left, Place right, IrOp comparison)
    {
        FunctionBuilder b = lowering.B;
        TypeLayout layout = lowering.LayoutOf(left.Type, operation);
        int width = new[] { left, right }.Any(p => p.Address.Type.Provenance == Provenance.Stack) ? layout.Alignment : 8;
        Value? different = null;
        for (int offset = 0; offset < layout.Size; offset += width)
        {
            while (width > layout.Size - offset) width /= 2;
            Value a = b.Load(IrType.I64, left.Address, left.Offset + offset, width);
            Value differs = b.Binary(IrOp.Xor, a, b.Load(IrType.I64, right.Address, right.Offset + offset, width));
            different = different is null ? differs : b.Binary(IrOp.Or, different, differs);
        }

        return Operand.Of(b.Compare(comparison, different!, b.I64(0)), operation.Type!);
    }
}

using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>XDP contexts, and the bytes that any context has at hand. Offsets: <c>struct xdp_md</c>, include/uapi/linux/bpf.h.</summary>
internal static partial class IntrinsicTable
{
    private const int XdpIngressIfindex = 12;
    private const int XdpRxQueueIndex = 16;

    /// <summary>Where <c>struct __sk_buff</c> has its flow keys.</summary>
    private const int FlowKeysOffset = 144;

    /// <summary>Where <c>struct sk_reuseport_md</c> has the socket that a connection leaves.</summary>
    private const int MigratingSocketOffset = 48;

    /// <summary>The verifier follows packet offsets up to here (<c>MAX_PACKET_OFF</c>, kernel/bpf/verifier.c); no packet is longer.</summary>
    private const int MaxPacketOffset = 0xffff;

    private static readonly Scalar s_offset = new(4, false);

    private static void AddPackets()
    {
        Row("P:Bpf.XdpContext.IngressIfindex", c => c.Number(c.B.Load(IrType.I32, c.This(), XdpIngressIfindex, 4)));
        Row("P:Bpf.XdpContext.RxQueueIndex", c => c.Number(c.B.Load(IrType.I32, c.This(), XdpRxQueueIndex, 4)));
        foreach (string type in new[] { "XdpContext", "PacketData" })
        {
            Row($"P:Bpf.{type}.Length", c => c.Number(Distance(c.B, Data(c), DataEnd(c))));
            Row($"P:Bpf.{type}.Cursor", c => c.Number(c.B.I32(0)));
            Row($"M:Bpf.{type}.TryRef``1(System.Int32,Bpf.Ref{{``0}}@)", TryRefAt);
            Row($"M:Bpf.{type}.TryRef``1(System.UInt32,Bpf.Ref{{``0}}@)", TryRefAt);
        }

        foreach (string property in new[] { "SkBuff.Packet", "SkReuseport.Packet", "SkMsg.Data", "Sockopt.Optval" })
            Row("P:Bpf." + property, c => Operand.Of(c.Lowering.ContextPointer, c.Type));
        Row("P:Bpf.SkReuseport.IsMigrating", c =>
            c.Bool(IsNull(c.B, c.B.Load(IrType.Ptr(Provenance.Btf), c.Lowering.ContextPointer, MigratingSocketOffset, 8), IrOp.Ne)));
        Row("P:Bpf.SkBuff.FlowKeys", c =>
        {
            if (c.Lowering.Program.Type is var type and not ProgramType.FlowDissector)
                throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), $"{type} programs have none; [FlowDissector] programs do");
            return Operand.Of(c.B.Load(IrType.Ptr(Provenance.Btf), c.Lowering.ContextPointer, FlowKeysOffset, 8), c.Type);
        });
        Row("M:Bpf.SkBuff.TryLoad``1(System.UInt32,``0@)", LoadBytes);
        Row("P:Bpf.PacketCursor.Offset", c => c.Number(c.Lowering.Load(c.ThisPlace(), s_offset)));
        Row("M:Bpf.PacketCursor.TryRead``1(Bpf.Ref{``0}@)", TryRead);
        Row("M:Bpf.PacketCursor.TrySkip(System.UInt32)", TrySkip);
    }

    private static Value Data(IntrinsicCall c) => ContextBound(c, ContextYield.PtrToPacket, Provenance.Packet);

    private static Value DataEnd(IntrinsicCall c) => ContextBound(c, ContextYield.PtrToPacketEnd, Provenance.PacketEnd);

    /// <summary>Start or end of the bytes at hand, where the program type's context has it.</summary>
    private static Value ContextBound(IntrinsicCall c, ContextYield bound, Provenance provenance)
    {
        foreach (ContextField field in ProgramTypes.Find(c.Lowering.Program.Type)?.Context?.Fields ?? [])
        {
            if (field.Yields == bound) return c.B.Load(IrType.Ptr(provenance), c.Lowering.ContextPointer, field.Offset, field.Size);
        }

        throw c.Lowering.Report(
            RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "programs of this type reach their packet by TryLoad only");
    }

    /// <summary>The helper zeroes what it cannot read.</summary>
    private static Operand LoadBytes(IntrinsicCall c)
    {
        Value offset = c.Value(0);
        return ReadInto(c, 1, (memory, size) =>
            c.B.CallHelper(HelperId.SkbLoadBytes, IrType.I64, c.Lowering.ContextPointer, c.B.ZExt(offset), memory, c.B.I64(size)));
    }

    private static Operand TryRefAt(IntrinsicCall c)
    {
        // A negative int is a large uint: out of bounds either way.
        Value offset = c.Value(0);
        Place result = c.Place(1);
        return c.Bool(InPacket(c, offset, c.LayoutOf(c.Method.TypeArguments[0]).Size, start => Found(c, result, start)));
    }

    private static Operand TryRead(IntrinsicCall c)
    {
        Place cursor = c.ThisPlace();
        Value offset = c.Lowering.Load(cursor, s_offset);
        Place result = c.Place(0);
        int size = c.LayoutOf(c.Method.TypeArguments[0]).Size;
        return c.Bool(InPacket(c, offset, size, start =>
        {
            Found(c, result, start);
            if (start is not null) Advance(c, cursor, Distance(c.B, Data(c), c.B.PtrAdd(start, size)));
        }));
    }

    private static Operand TrySkip(IntrinsicCall c)
    {
        Place cursor = c.ThisPlace();
        Value bytes = c.Value(0);
        Value offset = c.Lowering.Load(cursor, s_offset);
        Value skipped = c.B.ZExt(bytes);
        Value length = Distance(c.B, Data(c), DataEnd(c));
        Value rest = c.B.Binary(IrOp.Sub, length, c.B.ZExt(offset));
        Value fits = c.B.Compare(IrOp.LeS, skipped, rest); // less than nothing is left where the packet was cut since
        BasicBlock skip = c.B.AddBlock();
        BasicBlock join = c.B.AddBlock();
        c.B.Branch(fits, skip, join);
        c.B.PositionAt(skip);
        Advance(c, cursor, c.B.Binary(IrOp.Sub, length, c.B.Binary(IrOp.Sub, rest, skipped)));
        c.B.Jump(join);
        c.B.PositionAt(join);
        return c.Bool(fits);
    }

    /// <summary>
    /// A cursor moves by differences of pointers, of which verifiers know nothing, not by sums, of which they would know a range: a loop that walks
    /// options comes to its start with the same state every time, and is checked once for each round instead of once for each way through it.
    /// </summary>
    private static void Advance(IntrinsicCall c, Place cursor, Value offset) =>
        c.Lowering.Assign(cursor, Operand.Of(c.B.Trunc(offset), cursor.Type), c.Operation);

    /// <summary>Bytes from one pointer to another.</summary>
    private static Value Distance(FunctionBuilder b, Value from, Value to) =>
        b.Binary(IrOp.Sub, b.Bitcast(to, IrType.I64), b.Bitcast(from, IrType.I64));

    private static void Found(IntrinsicCall c, Place result, Value? start) => c.Lowering.Assign(
        result, Operand.Of(start ?? c.B.Null(IrType.Ptr(Provenance.Packet)), result.Type), c.Operation);

    /// <summary>
    /// Tests that bytes are inside the packet, in the form the verifier learns from: offset bounded, then
    /// <c>data + offset + size &lt;= data_end</c>.
    /// </summary>
    /// <param name="c">The call.</param>
    /// <param name="offset">Where, unsigned.</param>
    /// <param name="size">How many bytes.</param>
    /// <param name="then">Emits what follows: given the pointer where they are inside, null where not.</param>
    /// <returns>1 where they are inside.</returns>
    private static Value InPacket(IntrinsicCall c, Value offset, int size, System.Action<Value?> then)
    {
        FunctionBuilder b = c.B;
        BasicBlock compare = b.AddBlock();
        BasicBlock inside = b.AddBlock();
        BasicBlock outside = b.AddBlock();
        BasicBlock join = b.AddBlock();
        if (offset.Op == IrOp.Const)
            b.Jump((ulong)(uint)offset.Constant + (ulong)size <= MaxPacketOffset ? compare : outside);
        else
            b.Branch(b.Compare(IrOp.LeU, offset, b.I32(MaxPacketOffset - size)), compare, outside);

        b.PositionAt(compare);
        Value data = Data(c);
        Value dataEnd = DataEnd(c);
        Value start = offset.Op == IrOp.Const
            ? offset.Constant == 0 ? data : b.PtrAdd(data, offset.Constant)
            : b.PtrAdd(data, b.ZExt(offset));
        Value end = b.PtrAdd(start, size);
        b.Branch(b.Compare(IrOp.LeU, end, dataEnd), inside, outside);

        b.PositionAt(inside);
        then(start);
        Value yes = b.I32(1);
        b.Jump(join);
        b.PositionAt(outside);
        then(null);
        Value no = b.I32(0);
        b.Jump(join);
        b.PositionAt(join);
        return b.Phi(IrType.I32, yes, no);
    }
}

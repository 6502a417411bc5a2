using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Helpers that call back. How they call: <c>set_loop_callback_state</c> and its kin, kernel/bpf/verifier.c; bpf-helpers(7).</summary>
internal static partial class IntrinsicTable
{
    private const int MaxLoops = 1 << 23; // BPF_MAX_LOOPS, include/linux/bpf_verifier.h
    private const int TooManyLoops = -7; // -E2BIG

    private static readonly CallbackShape s_loopBody = new([IrType.I64], [0]);
    private static readonly CallbackShape s_mapBody = new(
        [IrType.Ptr(Provenance.Map), IrType.Ptr(Provenance.MapValue), IrType.Ptr(Provenance.MapValue)], [1, 2]);

    private static void AddCallbacks()
    {
        Row("M:Bpf.Loop.Repeat``1(System.Int32,``0@,Bpf.LoopBody{``0})", Repeat);
        Row("M:Bpf.Loop.Range(System.Int32)", c =>
        {
            Value count = c.Value(0);
            return c.Lowering.RangeOf(c.B.I32(0), count, c.B.I32(1), c.Operation);
        });
        Row("M:Bpf.Loop.Range(System.Int32,System.Int32)", c =>
        {
            (Value from, Value to) = (c.Value(0), c.Value(1));
            return c.Lowering.RangeOf(from, c.B.Binary(IrOp.Sub, to, from), c.B.Compare(IrOp.LtS, from, to), c.Operation);
        });
        Row("M:Bpf.KeyedMap`2.ForEach``1(``0@,Bpf.MapBody{`0,`1,``0})", ForEach);
        Row("M:Bpf.IndexedMap`1.ForEach``1(``0@,Bpf.MapBody{System.UInt32,`0,``0})", ForEach);
        foreach (string type in new[] { "KeyedMap`2", "IndexedMap`1" })
            Row($"M:Bpf.{type}.GetEnumerator", c => throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Method.Name, "only 'foreach' enumerates a map"));
        Row("P:Bpf.MapEntry`2.Key", c => c.Lowering.Read(ElementOf(c).Key));
        PlaceRow("P:Bpf.MapEntry`2.Value", ValueOf);
        Row("M:Bpf.MapEntry`2.Deconstruct(`0@,Bpf.Ref{`1}@)", c =>
        {
            ElementValue element = ElementOf(c);
            c.Lowering.Assign(c.Place(0), c.Lowering.Read(element.Key), c.Operation);
            Place value = c.Place(1);
            c.Lowering.Assign(value, Operand.Of(element.Value, value.Type), c.Operation);
            return Operand.Nothing;
        });
    }

    private static ElementValue ElementOf(IntrinsicCall c) => c.Lowering.Lower(c.Instance!).Element ?? throw c.Lowering.Unsupported(c.Operation);

    private static Place ValueOf(IntrinsicCall c) =>
        Place.At(ElementOf(c).Value, 0, ((INamedTypeSymbol)c.Lowering.TypeOf(c.Instance!.Type!)).TypeArguments[1]);

    /// <summary>By <c>bpf_loop</c>, whose body is checked once however often it runs; by a plain loop for kernels without.</summary>
    private static Operand Repeat(IntrinsicCall c)
    {
        FunctionBuilder b = c.B;
        Value count = c.Value(0);
        Place state = c.Place(1);
        Callback body = c.Lowering.MakeCallback(c.ArgumentOf(2), state, s_loopBody);

        BasicBlock helper = b.AddBlock();
        BasicBlock plain = b.AddBlock();
        BasicBlock join = b.AddBlock();
        b.Branch(b.HasHelper(HelperId.Loop), helper, plain);
        b.PositionAt(helper);
        Value rounds = b.Trunc(b.CallHelper(HelperId.Loop, IrType.I64, b.ZExt(count), b.FunctionAddress(body.Function), body.Data, b.I64(0)));
        b.Jump(join);
        b.PositionAt(plain);
        Value counted = PlainLoop(b, count, body);
        b.Jump(join);
        b.PositionAt(join);
        Value made = b.Phi(IrType.I32, rounds, counted);
        c.Lowering.AfterCallback(body, c.Operation);
        return c.Number(made);
    }

    private static Value PlainLoop(FunctionBuilder b, Value count, Callback body)
    {
        Value round = b.Alloca(4, 4);
        BasicBlock start = b.AddBlock();
        BasicBlock head = b.AddBlock();
        BasicBlock call = b.AddBlock();
        BasicBlock end = b.AddBlock();
        BasicBlock result = b.AddBlock();
        BasicBlock tooMany = b.AddBlock();
        b.Branch(b.Compare(IrOp.LtU, b.I32(MaxLoops), count), tooMany, start);
        b.PositionAt(tooMany);
        Value error = b.I32(TooManyLoops);
        b.Jump(result);
        b.PositionAt(start);
        b.Store(round, 0, b.I32(0), 4);
        b.Jump(head);
        b.PositionAt(head);
        Value current = b.Load(IrType.I32, round, 0, 4);
        b.Branch(b.Compare(IrOp.LtU, current, count), call, end);
        b.PositionAt(call);
        Value stop = b.Call(body.Function, b.ZExt(current), body.Data);
        b.Store(round, 0, b.Binary(IrOp.Add, current, b.I32(1)), 4);
        b.Branch(stop, end, head);
        b.PositionAt(end);
        Value made = b.Load(IrType.I32, round, 0, 4);
        b.Jump(result);
        b.PositionAt(result);
        return b.Phi(IrType.I32, error, made);
    }

    private static Operand ForEach(IntrinsicCall c)
    {
        DeclaredMap map = c.Map();
        c.Lowering.RequireWalkable(map, c.Operation, c.Method.Name);
        Place state = c.Place(0);
        Callback body = c.Lowering.MakeCallback(c.ArgumentOf(1), state, s_mapBody);
        Value visited = c.B.CallHelper(
            HelperId.ForEachMapElem, IrType.I64, c.MapAddress(), c.B.FunctionAddress(body.Function), body.Data, c.B.I64(0));
        c.Lowering.AfterCallback(body, c.Operation);
        return c.Number(visited);
    }
}

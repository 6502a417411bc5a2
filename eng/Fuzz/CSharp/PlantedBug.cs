using Bpf.Compiler.Ir;

namespace Bpf.Fuzz.CSharp;

/// <summary>A mistake that a compiler could make, to see that the fuzzer would find it: a change of the SSA form before the passes run.</summary>
/// <param name="Name">What is done wrong.</param>
/// <param name="Apply">Does it to one value; false where it is none of those concerned.</param>
internal sealed record PlantedBug(string Name, Func<Value, bool> Apply)
{
    public static readonly PlantedBug[] All =
    [
        Replaces("divides signed numbers as unsigned", IrOp.DivS, IrOp.DivU),
        Replaces("takes the remainder of signed numbers as of unsigned", IrOp.ModS, IrOp.ModU),
        Replaces("shifts right without the sign", IrOp.ShrS, IrOp.ShrU),
        Replaces("shifts right with a sign", IrOp.ShrU, IrOp.ShrS),
        Replaces("compares signed numbers as unsigned", IrOp.LtS, IrOp.LtU),
        Replaces("compares unsigned numbers as signed", IrOp.LtU, IrOp.LtS),
        Replaces("takes at most for less than", IrOp.LeS, IrOp.LtS),
        Replaces("takes less than for at most, unsigned", IrOp.LtU, IrOp.LeU),
        Replaces("widens signed numbers with zeros", IrOp.SExt, IrOp.ZExt),
        Replaces("widens unsigned numbers with the sign", IrOp.ZExt, IrOp.SExt),
        Replaces("narrows signed numbers with zeros", IrOp.SExtIn, IrOp.ZExtIn),
        Replaces("narrows unsigned numbers with the sign", IrOp.ZExtIn, IrOp.SExtIn),
        new("swaps the operands of a subtraction", v => v.Op == IrOp.Sub && v.Operands[0] != v.Operands[1] && Swap(v)),
        new("reads narrow signed memory as unsigned", v => v is { Op: IrOp.Load, Signed: true, Width: < 4 } && Set(() => v.Signed = false)),
        new("stores the low half only", v => v is { Op: IrOp.Store, Width: 8 } && v.Operands[1].Type == IrType.I64 && Set(() => v.Width = 4)),
        new("copies a struct but for its last bytes", v => v is { Op: IrOp.Copy, Length: > 4 } && Set(() => v.Length -= 4)),
        new("leaves the end of a struct as it was", v => v is { Op: IrOp.Zero, Length: > 4 } && Set(() => v.Length -= 4)),
        new("gives the new value of an exchange", v => v is { Op: IrOp.Atomic, Atomic: AtomicOp.Add } && Set(() => v.Atomic = AtomicOp.Or)),
        new("swaps bytes of the wrong width", v => v is { Op: IrOp.ByteSwap, Width: 4 } && Set(() => v.Width = 2)),
        new("forgets what throws", v => v.Op == IrOp.Branch && IsFaultExit(v.Targets[0]) && Set(() => v.Operands[0] = False(v))),
    ];

    private static PlantedBug Replaces(string name, IrOp right, IrOp wrong) => new(name, v => v.Op == right && Set(() => v.Op = wrong));

    private static bool Set(Action change)
    {
        change();
        return true;
    }

    private static bool Swap(Value value) => Set(() => value.Operands.Reverse());

    /// <summary>True for a block that only returns what <c>[OnFault]</c> says.</summary>
    private static bool IsFaultExit(BasicBlock block) =>
        block.Terminator is { Op: IrOp.Return, Operands: [{ Op: IrOp.Const, Constant: (long)XdpAction.Drop }] };

    /// <summary>A constant zero in front of a value.</summary>
    private static Value False(Value before)
    {
        Value zero = before.Block!.Function.NewValue(IrOp.Const, IrType.I32, before.Location);
        zero.Block = before.Block;
        before.Block.Values.Insert(before.Block.Values.Count - 1, zero);
        return zero;
    }

    /// <summary>Makes the mistake wherever it can be made.</summary>
    /// <returns>False where there is no such place.</returns>
    public bool Plant(Module module)
    {
        bool planted = false;
        foreach (Value value in module.Functions.SelectMany(f => f.Blocks).SelectMany(b => b.Values).ToArray()) planted |= Apply(value);
        return planted;
    }
}

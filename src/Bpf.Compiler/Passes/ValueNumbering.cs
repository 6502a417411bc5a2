using System.Collections.Generic;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Passes;

/// <summary>Common subexpressions: a pure value computed before in a dominating block takes the place of the same one below.</summary>
/// <remarks>
/// Packet pointers loaded from the context count as pure where nothing in the function moves the packet: the verifier, too, knows more of one
/// pointer than of two loaded apart. So do the context's fields where
/// nothing that is called could change them, loads from .rodata, which is frozen before a program runs, and helpers that ask who the current
/// task is: a run stays on its task. Constants are left where they are: the back end makes them at their uses.
/// </remarks>
internal static class ValueNumbering
{
    private readonly record struct Key(
        IrOp Op, IrType Type, Value? A, Value? B, long Constant, int Width, int Length, bool Signed, string? Symbol, HelperId Helper);

    public static bool Run(Function function)
    {
        Dominators dominators = new(function);
        Dictionary<Key, List<Value>> available = [];
        Dictionary<(IrType, long), Value> constants = [];
        Dictionary<Value, Value> replacements = [];
        bool packetStays = PacketStays(function);
        bool contextStays = packetStays && !function.Blocks.Exists(b => b.Values.Exists(MayChangeContext));

        // In reverse post-order a dominator comes before all it dominates, and operands have been replaced before they are compared.
        foreach (BasicBlock block in dominators.ReversePostOrder)
        {
            block.Values.RemoveAll(value =>
            {
                for (int i = 0; i < value.Operands.Count; i++)
                {
                    while (replacements.TryGetValue(value.Operands[i], out Value? replacement))
                        value.Operands[i] = replacement;
                }

                if (!value.Op.IsPure() && !(packetStays && IsPacketPointer(value)) && !(contextStays && IsContextField(value)) && !IsFixed(value))
                    return false;
                Key key = KeyOf(value, constants);
                if (!available.TryGetValue(key, out List<Value>? candidates))
                    available.Add(key, candidates = []);
                Value? same = candidates.Find(c => dominators.Dominates(c.Block!, block));
                if (same is null)
                {
                    candidates.Add(value);
                    return false;
                }

                replacements.Add(value, same);
                return true;
            });
        }

        Edit.Replace(function, replacements);
        return replacements.Count > 0;
    }

    private static bool IsPacketPointer(Value value) => value.Op == IrOp.Load && !value.IsVolatile
        && value.Type.Provenance is Provenance.Packet or Provenance.PacketEnd && value.Operands[0].Type.Provenance == Provenance.Context;

    private static bool IsContextField(Value value) =>
        value.Op == IrOp.Load && !value.IsVolatile && value.Operands[0].Type.Provenance == Provenance.Context;

    /// <summary>True for helpers that are given the context and might write to what its fields show (<c>bpf_get_hash_recalc</c>, for one).</summary>
    private static bool MayChangeContext(Value value) => value.Op == IrOp.CallHelper
        && value.Helper is not (HelperId.PerfEventOutput or HelperId.GetStackid or HelperId.GetStack or HelperId.GetSocketCookie)
        && value.Operands.Exists(o => o.Type.Provenance == Provenance.Context);

    /// <summary>True for what is no pure operation, but gives the same whenever it is asked in one run.</summary>
    private static bool IsFixed(Value value) => value.Op switch
    {
        IrOp.Load => !value.IsVolatile && value.Operands[0] is { Op: IrOp.GlobalAddress, Symbol: SectionNames.Rodata },
        IrOp.CallHelper => value.Helper is HelperId.GetCurrentPidTgid or HelperId.GetCurrentUidGid or HelperId.GetCurrentTask,
        _ => false,
    };

    private static bool PacketStays(Function function)
    {
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value value in block.Values)
            {
                if (value.Op is IrOp.Call or IrOp.CallKfunc || (value.Op is IrOp.Store or IrOp.Copy or IrOp.Zero or IrOp.Atomic && value.Operands[0].Type.Provenance == Provenance.Context))
                    return false;
                // A helper without a row might do anything.
                HelperTraits traits = value.Op == IrOp.CallHelper ? Helpers.Find(value.Helper)?.Traits ?? HelperTraits.ChangesPktData : HelperTraits.None;
                if ((traits & (HelperTraits.ChangesPktData | HelperTraits.CallsBack)) != 0)
                    return false;
            }
        }

        return true;
    }

    private static Key KeyOf(Value value, Dictionary<(IrType, long), Value> constants)
    {
        Value? a = value.Operands.Count > 0 ? Representative(value.Operands[0], constants) : null;
        Value? b = value.Operands.Count > 1 ? Representative(value.Operands[1], constants) : null;
        if (value.Op.Info().Commutes && a!.Id > b!.Id)
            (a, b) = (b, a);
        return new Key(value.Op, value.Type, a, b, value.Constant, value.Width, value.Length, value.Signed, value.Symbol, value.Helper);
    }

    /// <summary>Equal constants count as one operand, wherever they stand.</summary>
    private static Value Representative(Value value, Dictionary<(IrType, long), Value> constants)
    {
        if (value.Op is not (IrOp.Const or IrOp.Null))
            return value;
        (IrType, long) key = (value.Type, value.Constant);
        if (!constants.TryGetValue(key, out Value? first))
            constants.Add(key, first = value);
        return first;
    }
}

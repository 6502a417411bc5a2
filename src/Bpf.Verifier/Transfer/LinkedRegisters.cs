// Rests on: level-2 logs (scalars printed with the same id are narrowed together, from 6.12 also with a constant difference).
using Bpf.Verifier.State;
using Bpf.Verifier.Transfer;

namespace Bpf.Verifier;

/// <summary>Scalars that are copies of each other: a comparison of one narrows all.</summary>
internal sealed partial class Engine
{
    /// <summary>Finds all holders of an id, innermost frame first. Those that don't fit lose their link.</summary>
    private void CollectLinked(int id, ref LinkedSet linked)
    {
        id &= ~RegisterState.AddConst;
        for (int f = current.CurFrame; f >= 0; f--)
        {
            FuncState frame = current.Frame(f);
            for (int i = 0; i < 10; i++)
            {
                Collect(ref frame.Registers[i], id, f, i, true, ref linked);
            }

            for (int i = 0; i < frame.SlotCount; i++)
            {
                ref StackSlot slot = ref frame.Slot(i);
                if (slot.IsSpilled && (rules.LooseSpills || slot.IsSpilledScalar64))
                {
                    Collect(ref slot.Spilled, id, f, i, false, ref linked);
                }
            }
        }
    }

    private static void Collect(ref RegisterState reg, int id, int frame, int index, bool isRegister, ref LinkedSet linked)
    {
        if (reg.IsScalar && (reg.Id & ~RegisterState.AddConst) == id && !linked.TryAdd(frame, index, isRegister))
        {
            ForgetLink(ref reg);
        }
    }

    /// <summary>Gives the linked scalars what is now known of one.</summary>
    private void SyncLinked(VerifierState state, int number, in LinkedSet linked)
    {
        ref RegisterState known = ref state.Current.Registers[number];
        for (int i = 0; i < linked.Count; i++)
        {
            (int frame, int index, bool isRegister) = linked[i];
            if (isRegister && frame == state.CurFrame && index == number)
            {
                continue;
            }

            ref RegisterState reg = ref isRegister
                ? ref state.Frame(frame).Registers[index]
                : ref state.Frame(frame).Slot(index).Spilled;
            if (!reg.IsScalar || ((reg.Id ^ known.Id) & ~RegisterState.AddConst) != 0
                || ((reg.Id ^ known.Id) & RegisterState.AddConst) == RegisterState.AddConst)
            {
                // Another value, or a difference of another width.
                continue;
            }

            if (((reg.Id | known.Id) & RegisterState.AddConst) == 0 || reg.Off == known.Off)
            {
                reg = known;
                continue;
            }

            (int off, int id) = (reg.Off, reg.Id);
            RegisterState delta = default;
            delta.SetConst((ulong)((long)off - known.Off));
            reg = known;
            reg.Off = off;
            reg.Id = id;
            ScalarAlu.Add(ref reg, in delta, rules);
            if (((id | known.Id) & RegisterState.AddConst32) != 0)
            {
                Bounds.ZeroExtend(ref reg);
                Bounds.Sync(ref reg, rules);
            }
        }
    }
}

// Rests on: Documentation/bpf/verifier.rst (ids of maybe-null pointers), level-2 logs.
using Bpf.Core.Kernel;
using Bpf.Verifier.Objects;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>What a comparison with null says about all registers that hold the same pointer.</summary>
internal sealed partial class Engine
{
    /// <summary>Applies the outcome of a comparison with null to every holder of the pointer.</summary>
    private void MarkNullness(VerifierState state, int number, bool isNull)
    {
        RegisterState reg = state.Current.Registers[number];
        if (isNull && reg.RefObjId != 0 && reg.RefObjId == reg.Id)
        {
            // Nothing was acquired on this path.
            state.RemoveReference(reg.RefObjId);
        }

        int id = reg.Id;
        for (int f = 0; f <= state.CurFrame; f++)
        {
            FuncState frame = state.Frame(f);
            for (int i = 0; i < 11; i++)
            {
                MarkNullness(ref frame.Registers[i], id, isNull);
            }

            for (int i = 0; i < frame.SlotCount; i++)
            {
                ref StackSlot slot = ref frame.Slot(i);
                if (slot.IsSpilled)
                {
                    MarkNullness(ref slot.Spilled, id, isNull);
                }
            }
        }
    }

    private void MarkNullness(ref RegisterState reg, int id, bool isNull)
    {
        if (!reg.Type.MayBeNull() || reg.Id != id)
        {
            return;
        }

        if (reg.SMin != 0 || reg.SMax != 0 || reg.VarOff != default || (reg.Off != 0 && !IsAllocated(reg.Type)))
        {
            // An offset from what may be null: the kernel never lets one come to be.
            return;
        }

        if (isNull)
        {
            // Type alone; what was known (zero) stays known, ids go: a null pointer holds no reference.
            reg.Type = RegisterType.ScalarValue;
            reg.Id = 0;
            reg.RefObjId = 0;
            reg.Aux = 0;
            return;
        }

        MarkNotNull(ref reg);
        if (!FieldsOf(in reg).Has(SpecialFieldKind.AnyLock))
        {
            // Two pointers to values with locks are told apart by their ids.
            reg.Id = 0;
        }
    }

    private void MarkNotNull(ref RegisterState reg)
    {
        if (reg.Type.Base() != RegisterType.PtrToMapValue)
        {
            reg.Type &= ~RegisterType.MaybeNull;
            return;
        }

        // A value of a map of maps is itself a map; one of a socket map is a socket.
        MapType type = maps[reg.Aux].Spec.Type;
        if (maps[reg.Aux].InnerIndex >= 0)
        {
            reg.Type = RegisterType.ConstPtrToMap;
            reg.Aux = maps[reg.Aux].InnerIndex;
            reg.Detail = maps[reg.Aux].Fields.Has(SpecialFieldKind.Timer | SpecialFieldKind.WorkQueue | SpecialFieldKind.TaskWork)
                ? reg.Id : 0;
        }
        else
        {
            reg.Type = type switch
            {
                MapType.Xskmap => RegisterType.PtrToXdpSock,
                MapType.Sockmap or MapType.Sockhash => RegisterType.PtrToSocket,
                _ => RegisterType.PtrToMapValue,
            };
        }
    }
}

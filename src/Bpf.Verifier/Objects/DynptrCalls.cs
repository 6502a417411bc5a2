// Rests on: the table of helpers (Core/Kernel), Documentation/bpf/kfuncs.rst, messages of real verdicts.
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Objects;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Helpers and kernel functions that make, use and slice dynptrs.</summary>
internal sealed partial class Engine
{
    private void CheckHelperDynptr(HelperArgument argument, int number)
    {
        DynptrType type = argument.Has(ArgumentType.DynptrTypeLocal) ? DynptrType.Local
            : argument.Has(ArgumentType.DynptrTypeRingbuf) ? DynptrType.Ringbuf : DynptrType.Invalid;
        if (argument.Has(ArgumentType.MemUninit))
        {
            MakeDynptr(number, type, cloned: 0);
            return;
        }

        UseDynptr(number, type, argument.Has(ArgumentType.MemRdonly));
        call.Dynptr = number;
    }

    /// <summary>A dynptr that a helper releases must hold a reference.</summary>
    private void CheckReleasedDynptr(int number)
    {
        ref RegisterState reg = ref Reg(number);
        if (reg.Type != RegisterType.PtrToStack)
        {
            throw RejectArgument(
                rules.NamesReleases ? "CONST_PTR_TO_DYNPTR cannot be released" : "cannot release unowned const bpf_dynptr", number);
        }

        string? place = FindStackObject(in reg, "dynptr", DynptrSlots, out int slot);
        FuncState frame = current.Frame(reg.FrameNo);
        if (place is not null || slot >= frame.SlotCount || frame.Slot(slot).Spilled.RefObjId == 0)
        {
            string message = rules.NamesReleases ? $"Expected an initialized dynptr as R{number}" : $"arg {number} is an unacquired reference";
            throw RejectStackObject(number, message, place);
        }

        call.ReleaseRegister = number;
        call.ReleasesDynptr = true;
    }

    private void CheckKfuncDynptr(int index)
    {
        int number = index + 1;
        bool made = kfunc.Function.HasSuffix(index, "__uninit");
        bool constant = Reg(number).Type == RegisterType.ConstPtrToDynptr;
        if (!made)
        {
            UseDynptr(number, DynptrType.Invalid, reads: constant);
            ref RegisterState dynptr = ref Dynptr(number);
            (kfunc.DynptrId, kfunc.DynptrType, kfunc.DynptrReference) = (dynptr.Id, (DynptrType)dynptr.Aux, dynptr.RefObjId);
            return;
        }

        string name = kfunc.Function.Row.Name;
        DynptrType type = name switch
        {
            "bpf_dynptr_from_skb" => DynptrType.Skb,
            "bpf_dynptr_from_xdp" => DynptrType.Xdp,
            "bpf_dynptr_from_skb_meta" => DynptrType.SkbMeta,
            "bpf_dynptr_clone" => kfunc.DynptrType,
            _ => throw new NotModeledException($"dynptrs made by {name}"),
        };
        MakeDynptr(number, type, cloned: name == "bpf_dynptr_clone" ? kfunc.DynptrReference : 0);
    }

    private void SetSlice(bool readOnly, ref RegisterState result)
    {
        RegisterType flag = kfunc.DynptrType switch
        {
            DynptrType.Local => RegisterType.DynptrLocal,
            DynptrType.Ringbuf => RegisterType.DynptrRingbuf,
            DynptrType.Skb => RegisterType.DynptrSkb,
            DynptrType.Xdp => RegisterType.DynptrXdp,
            DynptrType.SkbMeta => RegisterType.DynptrSkbMeta,
            _ => throw new NotModeledException("slices of dynptrs of an unknown type"),
        };
        if (!readOnly && programInfo.Packet != PacketAccess.ReadWrite)
        {
            throw Reject(RejectionReason.PacketBounds, "the prog does not allow writes to packet data");
        }

        result.SetPointer(RegisterType.PtrToMem | flag | (readOnly ? RegisterType.MemRdonly : 0));
        result.Aux = (int)(kfunc.Constant);
        result.Detail = kfunc.DynptrId;
    }
}

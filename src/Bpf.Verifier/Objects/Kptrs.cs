// Rests on: Documentation/bpf/kfuncs.rst, messages of real verdicts, level-2 logs.
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Verifier.Objects;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Pointers to kernel structures and allocated objects that are kept in map values and in other objects.</summary>
internal sealed partial class Engine
{
    /// <summary>Loads or stores a pointer in a map value; size and place are right.</summary>
    private void AccessKptr(SpecialField field, int value)
    {
        ref readonly Instruction insn = ref instructions[at];
        bool loads = insn.Class == InstructionClass.Ldx;
        string? message = insn.Mode != Mode.Mem ? "kptr in map can only be accessed using BPF_MEM instruction mode"
            : loads ? null
            : (field.Kind & (SpecialFieldKind.KptrRef | SpecialFieldKind.KptrPercpu)) != 0 ? "store to referenced kptr disallowed"
            : field.Kind == SpecialFieldKind.Uptr ? "store to uptr disallowed"
            : insn.Class == InstructionClass.St && insn.Imm != 0
                ? $"BPF_ST imm must be 0 when storing to kptr at off={field.Offset}"
            : null;
        if (message is not null)
        {
            throw Reject(RejectionReason.MemoryBounds, message, insn.Dst, offset: field.Offset, size: 8);
        }

        if (loads)
        {
            LoadKptr(field, ref Reg(value));
        }
        else if (insn.Class == InstructionClass.Stx && !Reg(value).IsNull)
        {
            CheckKptrType(field, value);
        }
    }

    private void LoadKptr(SpecialField field, ref RegisterState result)
    {
        if (field.Kind == SpecialFieldKind.Uptr)
        {
            result.SetPointer(RegisterType.PtrToMem | RegisterType.MaybeNull);
            result.Aux = types!.SizeOf(field.TypeId);
        }
        else
        {
            result.SetObject(RegisterType.MaybeNull | TrustOfKptr(field), field.TypeId, !field.InKernel);
        }

        result.Id = ++idGenerator;
    }

    /// <summary>Who doesn't own what the field points to may rely on it while RCU keeps it, if it does.</summary>
    private RegisterType TrustOfKptr(SpecialField field)
    {
        bool rcu = field.Kind == SpecialFieldKind.KptrPercpu || (field.Kind == SpecialFieldKind.KptrRef
            && (!field.InKernel || KptrTypes.IsRcuProtected(Kernel.Types[field.TypeId].Name)));
        return !rcu || !rules.TrustedPointers || !InRcuSection() ? RegisterType.Untrusted
            : field.Kind == SpecialFieldKind.KptrPercpu ? RegisterType.MemRcu | RegisterType.MemPercpu
            : field.InKernel ? RegisterType.MemRcu
            : RegisterType.MemRcu | RegisterType.MemAlloc;
    }

    /// <summary>What is stored in a field must be a pointer to just its structure.</summary>
    private void CheckKptrType(SpecialField field, int number)
    {
        ref RegisterState reg = ref Reg(number);
        bool owns = field.Kind != SpecialFieldKind.KptrUnref;
        RegisterType allowed = RegisterType.MaybeNull | (reg.HasOwnType
            ? RegisterType.MemAlloc | (field.Kind == SpecialFieldKind.KptrPercpu ? RegisterType.MemPercpu : 0)
            : RegisterType.Trusted | RegisterType.MemRcu | (owns ? 0 : RegisterType.Untrusted));
        bool isObject = (reg.Type & ~allowed) == RegisterType.PtrToBtfId;
        if (isObject)
        {
            CheckUnmodifiedPointer(number, fixedAllowed: true);
        }

        if (!isObject || reg.HasOwnType == field.InKernel || !StructsOf(in reg).IsSame(reg.Aux, reg.Off, field.TypeId, strict: owns))
        {
            string wanted = (field.InKernel ? Kernel.Types : types!)[field.TypeId].Name;
            string or = owns ? "" : $" or untrusted_ptr_{wanted}";
            throw RejectArgument(
                $"invalid kptr access, R{number} type={reg.Type.Name()}{(isObject ? TypesOf(in reg)[reg.Aux].Name : "")} expected=ptr_{wanted}{or}",
                number);
        }
    }

    /// <summary>The place that <c>bpf_kptr_xchg</c> exchanges a pointer with.</summary>
    private void CheckExchangedKptr(int number)
    {
        ref RegisterState reg = ref Reg(number);
        ObjectFields fields = FieldsOf(in reg);
        if (reg.Type.Base() == RegisterType.PtrToMapValue && maps[reg.Aux] is { Spec.BtfValueTypeId: 0 } map)
        {
            throw RejectArgument($"map '{map.KernelName}' has to have BTF in order to use bpf_kptr_xchg", number);
        }

        long offset = reg.Off + (long)reg.VarOff.Value;
        SpecialField? field = fields.At(offset, SpecialFieldKind.AnyKptr);
        string? message = !reg.VarOff.IsConst ? $"R{number} doesn't have constant offset. kptr has to be at the constant offset"
            : !fields.Has(SpecialFieldKind.AnyKptr) ? $"R{number} has no valid kptr"
            : field is null ? $"off={offset} doesn't point to kptr"
            : field.Value.Kind == SpecialFieldKind.KptrUnref ? $"off={offset} kptr isn't referenced kptr"
            : null;
        if (message is not null)
        {
            throw RejectArgument(message, number);
        }

        call.Kptr = field!.Value;
    }

    /// <summary>What was owned belongs to the map or object now. Per-CPU objects are still there while RCU keeps them.</summary>
    private void GiveAwayKptr(int reference)
    {
        const RegisterType PercpuObject = RegisterType.MemAlloc | RegisterType.MemPercpu;
        bool rcu = InRcuSection();
        current.RemoveReference(reference);
        ForEachRegister(current, (ref RegisterState reg) =>
        {
            if (reg.RefObjId != reference)
            {
                return;
            }

            if (!rcu || (reg.Type & PercpuObject) != PercpuObject)
            {
                Invalidate(ref reg);
                return;
            }

            reg.RefObjId = 0;
            reg.Type = (reg.Type & ~RegisterType.MemAlloc) | RegisterType.MemRcu;
        });
    }

    private void SetExchangedKptr(ref RegisterState result, RegisterType maybe)
    {
        SpecialField field = call.Kptr;
        RegisterType own = field.InKernel ? 0
            : RegisterType.MemAlloc | (field.Kind == SpecialFieldKind.KptrPercpu ? RegisterType.MemPercpu : 0);
        result.SetObject(maybe | own, field.TypeId, !field.InKernel);
    }
}

// Rests on: messages of real verdicts.
using Bpf.Core.Explain;
using Bpf.Verifier.Objects;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Pointers to locks, timers and their like: they must point exactly at the field.</summary>
internal sealed partial class Engine
{
    /// <summary>An argument that must point to the field of that kind in a map's value.</summary>
    private void CheckMapField(int number, SpecialFieldKind kind)
    {
        ref RegisterState reg = ref Reg(number);
        MapInfo map = maps[reg.Aux];
        CheckFieldPointer(number, kind, map.Fields, $"map '{map.KernelName}'", hasTypes: map.Spec.BtfValueTypeId != 0);
        call.FieldMapUid = reg.Detail;
        call.FieldMap = reg.Aux + 1;
    }

    private void CheckFieldPointer(int number, SpecialFieldKind kind, ObjectFields fields, string owner, bool hasTypes)
    {
        ref RegisterState reg = ref Reg(number);
        string name = SpecialFieldKinds.Name(kind);
        long offset = (long)reg.VarOff.Value + reg.Off;
        SpecialField? field = fields.Find(kind);
        string? message = !reg.VarOff.IsConst ? $"R{number} doesn't have constant offset. {name} has to be at the constant offset"
            : !hasTypes ? $"{owner} has to have BTF in order to use {name}"
            : field is null ? $"{owner} has no valid {name}"
            : field.Value.Offset != offset ? $"off {offset} doesn't point to 'struct {name}' that is at {field.Value.Offset}"
            : null;
        if (message is not null)
        {
            throw Reject(RejectionReason.HelperArgument, message, number, offset: offset);
        }
    }

    /// <summary>The special fields of what a register points to.</summary>
    private ObjectFields FieldsOf(in RegisterState reg) =>
        reg.Type.Base() == RegisterType.PtrToMapValue ? maps[reg.Aux].Fields
        : IsAllocated(reg.Type) ? FieldsOfObject(reg.Aux)
        : ObjectFields.None;

    /// <summary>No part of a special field may be loaded or stored; pointers may, whole and at a known place.</summary>
    private void CheckFieldAccess(int number, int off, long size, bool direct)
    {
        ref RegisterState reg = ref Reg(number);
        foreach (SpecialField field in FieldsOf(in reg).All)
        {
            if (reg.SMin + off >= field.Offset + field.Size || field.Offset >= (long)reg.UMax + off + size)
            {
                continue;
            }

            string name = SpecialFieldKinds.Name(field.Kind);
            long at = off + (long)reg.VarOff.Value;
            string? message = (field.Kind & SpecialFieldKind.AnyPointer) == 0 ? $"{name} cannot be accessed directly by load/store"
                : !direct ? $"{name} cannot be accessed indirectly by helper"
                : !reg.VarOff.IsConst ? $"{name} access cannot have variable offset"
                : field.Offset != at ? $"{name} access misaligned expected={field.Offset} off={at}"
                : size != 8 ? $"{name} access size must be BPF_DW"
                : null;
            if (message is not null)
            {
                throw Reject(RejectionReason.MemoryBounds, message, number, offset: off, size: (int)size);
            }
        }
    }
}

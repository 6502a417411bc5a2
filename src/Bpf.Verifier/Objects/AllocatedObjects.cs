// Rests on: Documentation/bpf (bpf_obj_new, bpf_refcount), messages of real verdicts, probes of 7.2.13 (drops by program and field).
using System.Collections.Generic;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Verifier.Kfuncs;
using Bpf.Verifier.Objects;
using Bpf.Verifier.State;
using Bpf.Verifier.Types;

namespace Bpf.Verifier;

/// <summary>Objects that programs allocate, of types in their own BTF.</summary>
internal sealed partial class Engine
{
    private const int MaxPercpuObject = 512;
    private readonly Dictionary<int, ObjectFields> objectFields = [];

    /// <summary>The special fields of a structure of the program's BTF.</summary>
    private ObjectFields FieldsOfObject(int type)
    {
        if (!objectFields.TryGetValue(type, out ObjectFields? fields))
        {
            fields = new ObjectFieldsReader(types!, profile.Version, () => Kernel).Read(type, SpecialFieldKind.InObjects);
            objectFields.Add(type, fields);
        }

        return fields;
    }

    private void SetNewObject(bool percpu, ref RegisterState result)
    {
        ulong id = kfunc.Constant;
        string? message = id > uint.MaxValue ? "local type ID argument must be in range [0, U32_MAX]"
            : types is null ? "bpf_obj_new/bpf_percpu_obj_new requires prog BTF"
            : id > (ulong)types.Count || types[(int)id].Kind != BtfKind.Struct
                ? "bpf_obj_new/bpf_percpu_obj_new type ID argument must be of a struct"
            : percpu ? FindPercpuError(types[(int)id])
            : null;
        if (message is not null)
        {
            throw RejectArgument(message, 1);
        }

        result.SetObject(RegisterType.MemAlloc | (percpu ? RegisterType.MemPercpu : 0), (int)id, own: true);
    }

    private string? FindPercpuError(BtfType type) =>
        type.Size > MaxPercpuObject ? $"bpf_percpu_obj_new type size ({type.Size}) is greater than {MaxPercpuObject}"
        : !KfuncSignature.IsScalarData(types!, type) ? "bpf_percpu_obj_new type ID argument must be of a struct of scalars"
        : FieldsOfObject(type.Id) != ObjectFields.None ? "bpf_percpu_obj_new type ID argument must not contain special fields"
        : null;

    private void CheckDroppedObject(int index)
    {
        ref RegisterState reg = ref Reg(index + 1);
        const RegisterType Object = RegisterType.PtrToBtfId | RegisterType.MemAlloc;
        string? wanted = reg.Type switch
        {
            Object => "bpf_obj_drop",
            Object | RegisterType.MemPercpu => "bpf_percpu_obj_drop",
            _ => null,
        };
        string? message = wanted is null ? $"{ArgumentName(index)} expected pointer to allocated object"
            : wanted != kfunc.Function.Operation ? $"{ArgumentName(index)} expected for {wanted}{(rules.NamesRegisters ? "" : "_impl")}()"
            : reg.RefObjId == 0 ? "allocated object must be referenced"
            : null;
        if (message is not null)
        {
            throw RejectArgument(message, index + 1);
        }

        CheckMayDrop(FieldsOfObject(reg.Aux), index + 1);
        kfunc.ObjectType = reg.Aux;
    }

    /// <summary>Dropping an object gives back what it owns, which can't be done everywhere that a tracing program may run.</summary>
    private void CheckMayDrop(ObjectFields fields, int number)
    {
        const SpecialFieldKind safe = SpecialFieldKind.AnyLock | SpecialFieldKind.Refcount;
        if (rules.DropsAnywhere || !fields.Has(~safe) || !(IsTracingType || request.ProgramType is ProgramType.Tracing or ProgramType.Lsm))
        {
            return;
        }

        bool sleepable = (flags & ProgramFlags.Sleepable) != 0;
        bool anywhere = request.ProgramType == ProgramType.Tracing && !sleepable && attachType != AttachType.TraceIter;
        bool onlyNodes = !fields.Has(~(safe | SpecialFieldKind.GraphNode));
        if (anywhere && (onlyNodes || fields.Has(SpecialFieldKind.KptrRef)))
        {
            throw RejectArgument($"{kfunc.Function.Row.Name} cannot be used in tracing programs on types with NMI unsafe fields", number);
        }

        if (!onlyNodes || IsTracingType || sleepable != current.InSleepable)
        {
            throw new NotModeledException("objects with lists, trees or pointers, dropped by tracing programs");
        }
    }

    private void CheckRefcountedObject(int index)
    {
        ref RegisterState reg = ref Reg(index + 1);
        if (!IsAllocated(reg.Type))
        {
            throw RejectArgument($"{ArgumentName(index)} is neither owning or non-owning ref", index + 1);
        }

        if (!FieldsOfObject(reg.Aux).Has(SpecialFieldKind.Refcount))
        {
            throw RejectArgument($"{ArgumentName(index)} doesn't point to a type with bpf_refcount field", index + 1);
        }

        if (rules.CountsWholeObjects)
        {
            CheckUnmodifiedPointer(index + 1);
        }

        kfunc.OwnsObject = reg.RefObjId != 0;
        kfunc.ObjectType = reg.Aux;
    }

    private static bool IsAllocated(RegisterType type) =>
        type.Base() == RegisterType.PtrToBtfId && (type & RegisterType.MemAlloc) != 0;

    /// <summary>Loads and stores of an allocated object: anything but its special fields.</summary>
    private void AccessAllocatedObject(in RegisterState pointer, int number, int off, int size, int value)
    {
        string? message = null;
        foreach (SpecialField special in FieldsOfObject(pointer.Aux).All)
        {
            if (message is null && off < special.Offset + special.Size && special.Offset < off + size)
            {
                message = $"direct access to {SpecialFieldKinds.Name(special.Kind)} is disallowed";
            }
        }

        Field field = default;
        if (message is null)
        {
            field = OwnStructs.Find(pointer.Aux, off, size);
            message = field.Kind == FieldKind.None ? field.Error : null;
        }

        if (message is not null)
        {
            throw RejectAccess(number, off, size, message);
        }

        LoadUnknown(value, value >= 0);
        if (value >= 0 && field.Kind == FieldKind.PlainPointer && rules.PlainPointersAreMemory)
        {
            Reg(value).SetPointer(RegisterType.PtrToMem | RegisterType.MemRdonly | RegisterType.Untrusted);
        }
    }
}

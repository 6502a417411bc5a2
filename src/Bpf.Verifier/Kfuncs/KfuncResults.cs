// Rests on: Documentation/bpf/kfuncs.rst, messages of real verdicts, level-2 logs.
using Bpf.Core;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Kfuncs;
using Bpf.Verifier.Objects;
using Bpf.Verifier.State;
using Bpf.Verifier.Types;

namespace Bpf.Verifier;

/// <summary>What a kernel function leaves in r0.</summary>
internal sealed partial class Engine
{
    private void SetKfuncResult()
    {
        KfuncSignature function = kfunc.Function;
        BtfTypes btf = Kernel.Types;
        ref RegisterState result = ref Reg(0);
        BtfType type = btf[btf.Resolve(function.ReturnTypeId)];
        switch (type.Kind)
        {
            case BtfKind.Void:
                return;
            case BtfKind.Int or BtfKind.Enum or BtfKind.Enum64:
                result.SetUnknown(false);
                if (TakesQueuedLock(function.Row.Name))
                {
                    result.SetConst(0);
                }

                return;
            case BtfKind.Ptr:
                break;
            default:
                throw new NotModeledException($"the result of kernel function {function.Row.Name}");
        }

        BtfType target = btf[btf.Resolve(type.TypeId)];
        if (!SetSpecialResult(ref result, target) && !SetPointerResult(ref result, target))
        {
            // void *: a number.
            result.SetUnknown(false);
        }

        FinishKfuncResult(ref result, target);
    }

    /// <summary>Functions whose result their signature doesn't tell.</summary>
    private bool SetSpecialResult(ref RegisterState result, BtfType target)
    {
        switch (kfunc.Function.Operation)
        {
            case "bpf_cast_to_kern_ctx":
                result.SetPointer(RegisterType.PtrToBtfId | RegisterType.Trusted);
                result.Aux = Kernel.FindStruct(KernelContexts.Find(request.ProgramType)
                    ?? throw new NotModeledException($"the kernel's context of {programInfo.Name} programs"));
                return true;
            case "bpf_rdonly_cast":
                SetCastResult(ref result);
                return true;
            case "bpf_session_cookie":
                result.SetPointer(RegisterType.PtrToMem);
                result.Aux = sizeof(ulong);
                return true;
            case "bpf_obj_new":
                SetNewObject(percpu: false, ref result);
                return true;
            case "bpf_percpu_obj_new":
                SetNewObject(percpu: true, ref result);
                return true;
            case "bpf_refcount_acquire":
                result.SetObject(RegisterType.MemAlloc, kfunc.ObjectType, own: true);
                return true;
            case "bpf_dynptr_slice":
                SetSlice(readOnly: true, ref result);
                return true;
            case "bpf_dynptr_slice_rdwr":
                SetSlice(readOnly: false, ref result);
                return true;
        }

        if (!IsNode(target) || kfunc.Root is not { } root)
        {
            return false;
        }

        SetNode(ref result, root);
        return true;
    }

    private static bool IsNode(BtfType type) => type is { Kind: BtfKind.Struct, Name: "bpf_list_node" or "bpf_rb_node" };

    private void SetCastResult(ref RegisterState result)
    {
        BtfTypes btf = Kernel.Types;
        ulong id = kfunc.Constant;
        if (id > (ulong)btf.Count)
        {
            throw RejectArgument($"Unknown type ID {(long)id} passed to kfunc bpf_rdonly_cast", 2);
        }

        BtfType type = btf[(int)id];
        if (type.Kind is BtfKind.Struct or BtfKind.Union)
        {
            result.SetPointer(RegisterType.PtrToBtfId | RegisterType.Untrusted);
            result.Aux = type.Id;
        }
        else if (type.Id == 0 && rules.PlainPointersAreMemory)
        {
            result.SetPointer(RegisterType.PtrToMem | RegisterType.MemRdonly | RegisterType.Untrusted);
        }
        else
        {
            string what = rules.PlainPointersAreMemory ? "a struct or void" : "a struct";
            throw RejectArgument($"kfunc bpf_rdonly_cast type ID argument must be of {what}", 2);
        }
    }

    /// <summary>A pointer to the structure or memory that the signature tells of; false for <c>void *</c>.</summary>
    private bool SetPointerResult(ref RegisterState result, BtfType target)
    {
        KfuncSignature function = kfunc.Function;
        if (target.Kind is BtfKind.Struct or BtfKind.Union)
        {
            result.SetPointer(RegisterType.PtrToBtfId);
            result.Aux = target.Id;
            if (function.Row.Name == "bpf_get_kmem_cache")
            {
                result.Type |= RegisterType.Untrusted;
            }
            else if (function.Row.Has(KfuncTraits.RcuProtected)
                || (function.Row.Has(KfuncTraits.IteratorNext) && (CurrentIterator(current).Type & RegisterType.MemRcu) != 0))
            {
                result.Type |= RegisterType.MemRcu;
            }
            else if (function.Row.Has(KfuncTraits.IteratorNext) && rules.ElementsAreTrusted)
            {
                result.Type |= RegisterType.Trusted;
            }

            return true;
        }

        if (target.Id == 0)
        {
            return false;
        }

        if (kfunc.ResultSize == 0)
        {
            try
            {
                kfunc.ResultSize = Kernel.Types.SizeOf(target.Id);
                kfunc.ResultIsReadOnly = true;
            }
            catch (BpfFormatException)
            {
                throw Reject(
                    RejectionReason.HelperUnavailable,
                    $"kernel function {function.Row.Name} returns pointer type {TypeWords.Of(target)} {target.Name} is not supported");
            }
        }

        result.SetPointer(RegisterType.PtrToMem | (kfunc.ResultIsReadOnly ? RegisterType.MemRdonly : 0));
        result.Aux = (int)kfunc.ResultSize;
        result.RefObjId = kfunc.Reference;
        return true;
    }

    private void FinishKfuncResult(ref RegisterState result, BtfType target)
    {
        Kfunc row = kfunc.Function.Row;

        // Another reference to what is owned already can be had for certain.
        bool mayBeNull = row.Has(KfuncTraits.ReturnsNull) && !(kfunc.Function.Operation == "bpf_refcount_acquire" && kfunc.OwnsObject);
        if (mayBeNull)
        {
            result.Type |= RegisterType.MaybeNull;
            result.Id = ++idGenerator;
            originOfId[result.Id] = at;
        }

        if (row.Has(KfuncTraits.Acquires))
        {
            int id = ++idGenerator;
            current.AddReference(new(id, at));
            originOfId[id] = at;
            result.RefObjId = id;
            result.Id = mayBeNull ? id : result.Id;
        }
        else if (IsNode(target))
        {
            Borrow(ref result);
        }

        if (result.Id == 0 && FieldsOf(in result).Has(SpecialFieldKind.AnyLock))
        {
            result.Id = ++idGenerator;
        }
    }
}

// Rests on: Documentation/bpf/kfuncs.rst, messages of real verdicts, level-2 logs.
using Bpf.Core;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Kfuncs;
using Bpf.Verifier.State;

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
                return;
            case BtfKind.Ptr:
                break;
            default:
                throw new NotModeledException($"the result of kernel function {function.Row.Name}");
        }

        BtfType target = btf[btf.Resolve(type.TypeId)];
        if (!SetSpecialResult(ref result) && !SetPointerResult(ref result, target))
        {
            // void *: a number.
            result.SetUnknown(false);
        }

        FinishKfuncResult(ref result);
    }

    /// <summary>Functions whose result their signature doesn't tell.</summary>
    private bool SetSpecialResult(ref RegisterState result)
    {
        switch (kfunc.Function.Row.Name)
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
            default:
                return false;
        }
    }

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
            else if (function.Row.Has(KfuncTraits.RcuProtected))
            {
                result.Type |= RegisterType.MemRcu;
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
                    $"kernel function {function.Row.Name} returns pointer type {KindName(target)} {target.Name} is not supported");
            }
        }

        result.SetPointer(RegisterType.PtrToMem | (kfunc.ResultIsReadOnly ? RegisterType.MemRdonly : 0));
        result.Aux = (int)kfunc.ResultSize;
        result.RefObjId = kfunc.Reference;
        return true;
    }

    private void FinishKfuncResult(ref RegisterState result)
    {
        Kfunc row = kfunc.Function.Row;
        if (row.Has(KfuncTraits.ReturnsNull))
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
            if (row.Has(KfuncTraits.ReturnsNull))
            {
                result.Id = id;
            }
        }
    }
}

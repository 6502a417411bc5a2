// Rests on: messages of real verdicts, level-2 logs.
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.State;
using Bpf.Verifier.Types;

namespace Bpf.Verifier;

/// <summary>Pointers to kernel structures, and buffers, as arguments of helpers.</summary>
internal sealed partial class Engine
{
    private void CheckObjectArgument(HelperArgument argument, int number, HelperPrototype helper)
    {
        ref RegisterState reg = ref Reg(number);
        if (argument.Base is ArgumentType.PtrToMem or ArgumentType.PtrToMapKey or ArgumentType.PtrToMapValue)
        {
            if (!argument.Has(ArgumentType.MemRdonly))
            {
                throw Reject(
                    RejectionReason.HelperArgument,
                    $"bpf_{helper.Name}() may write into memory pointed by R{number} type={reg.Type.Name()}",
                    number);
            }

            return;
        }

        bool isKptr = helper.Id == HelperId.KptrXchg && number == 2;
        if ((reg.Type & RegisterType.MemAlloc) != 0)
        {
            if (isKptr)
            {
                CheckKptrType(call.Kptr, number);
            }

            return;
        }

        if ((reg.Type & RegisterType.MemPercpu) != 0)
        {
            return;
        }

        bool releases = argument.Has(ArgumentType.ObjRelease);
        if (reg.Type.MayBeNull() && (!argument.Has(ArgumentType.PtrMaybeNull) || releases))
        {
            throw Reject(RejectionReason.PossiblyNull, $"Possibly NULL pointer passed to helper {ArgumentName(number - 1, "arg", first: 1)}", number);
        }

        if (isKptr)
        {
            CheckKptrType(call.Kptr, number);
            return;
        }

        KernelTypes kernel = Kernel;
        string wanted = argument.Base == ArgumentType.PtrToBtfIdSockCommon ? "sock_common"
            : argument.BtfType ?? throw new NotModeledException($"kernel pointer argument of bpf_{helper.Name}");
        CheckStructure(number, kernel.FindStruct(wanted), strict: releases && helper.Id != HelperId.SkRelease);
    }

    private void CheckStructure(int number, int wanted, bool strict)
    {
        KernelTypes kernel = Kernel;
        ref RegisterState reg = ref Reg(number);
        if (!kernel.Structs.IsSame(reg.Aux, reg.Off, wanted, strict))
        {
            throw Reject(
                RejectionReason.HelperArgument,
                $"R{number} is of type {kernel.Types[reg.Aux].Name} but {kernel.Types[wanted].Name} is expected",
                number);
        }
    }

    /// <summary>One CPU's copy of a per-CPU object: a structure, or read-only memory.</summary>
    private void SetCpuPointer(ref RegisterState result, RegisterType maybe)
    {
        if (call.PercpuIsOwn)
        {
            result.SetObject(RegisterType.MemAlloc | RegisterType.MemRcu, call.PercpuType, own: true);
            return;
        }

        KernelTypes kernel = Kernel;
        int type = kernel.Types.Resolve(call.PercpuType);
        if (kernel.Types[type].Kind is Core.Btf.BtfKind.Struct or Core.Btf.BtfKind.Union)
        {
            result.SetPointer(RegisterType.PtrToBtfId | maybe);
            result.Aux = type;
            return;
        }

        result.SetPointer(RegisterType.PtrToMem | RegisterType.MemRdonly | maybe);
        result.Aux = kernel.Types.SizeOf(type);
    }

    private void CheckBufferArgument(int number, int size, bool writes)
    {
        ref RegisterState reg = ref Reg(number);
        if (writes && (reg.Type & RegisterType.MemRdonly) != 0)
        {
            throw Reject(RejectionReason.HelperArgument, $"R{number} cannot write into {reg.Type.Name()}", number);
        }

        CheckBuffer(number, reg.Off, size);
    }

    /// <summary>Memory whose size is known only when the program is attached: any known offset is in it.</summary>
    private void CheckBuffer(int number, int off, int size)
    {
        ref RegisterState reg = ref Reg(number);
        string what = reg.Type.Base() == RegisterType.PtrToTpBuffer ? "tracepoint"
            : (reg.Type & RegisterType.MemRdonly) != 0 ? "rdonly" : "rdwr";
        if (off < 0 && reg.VarOff is { Mask: 0, Value: 0 } && rules.FoldsOffsets)
        {
            throw RejectAccess(number, off, size, $"R{number} invalid negative {what} buffer offset: off={off - reg.Off}, var_off={reg.Off}");
        }

        if (off < 0 && !rules.FoldsOffsets)
        {
            throw RejectAccess(number, off, size, $"R{number} invalid {what} buffer access: off={off}, size={size}");
        }

        if (reg.VarOff is not { Mask: 0, Value: 0 })
        {
            string variable = Log.RegisterFormatter.Format(reg.VarOff);
            throw RejectAccess(number, off, size, $"R{number} invalid variable buffer offset: off={off}, var_off={variable}");
        }
    }
}

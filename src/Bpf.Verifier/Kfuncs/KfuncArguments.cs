// Rests on: Documentation/bpf/kfuncs.rst, messages of real verdicts, level-2 logs.
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Kfuncs;
using Bpf.Verifier.Objects;
using Bpf.Verifier.State;
using Bpf.Verifier.Types;

namespace Bpf.Verifier;

/// <summary>Arguments of a kernel function against its signature.</summary>
internal sealed partial class Engine
{
    private void CheckKfuncArguments()
    {
        KfuncSignature function = kfunc.Function;
        for (int i = 0; i < function.Length; i++)
        {
            if (function.KindOf(i) == KfuncParameterKind.Ignored)
            {
                continue;
            }

            if (i >= 5)
            {
                throw RejectArgument($"Function {function.Row.Name} has {function.Length} > 5 args", -1);
            }

            // The size after a memory argument is looked at with it.
            i += CheckKfuncArgument(i) ? 1 : 0;
        }

        if (function.Row.Has(KfuncTraits.Releases) && kfunc.ReleaseRegister == 0)
        {
            throw RejectArgument($"release kernel function {function.Row.Name} expects refcounted PTR_TO_BTF_ID", -1);
        }
    }

    private RejectedException RejectArgument(string message, int number) => Reject(RejectionReason.HelperArgument, message, number);

    /// <summary>Checks one argument; true where that settles the one after it too.</summary>
    private bool CheckKfuncArgument(int index)
    {
        int number = index + 1;
        KfuncSignature function = kfunc.Function;
        KfuncParameterKind? kind = function.KindOf(index);
        if (kind == KfuncParameterKind.Scalar)
        {
            CheckKfuncScalar(index, number);
            return false;
        }

        BtfType type = function.TypeOf(index);
        if (type.Kind != BtfKind.Ptr)
        {
            throw RejectArgument($"Unrecognized {ArgumentName(index)} type {TypeWords.Of(type)}", number);
        }

        CheckKfuncNull(index, number);
        NoteKfuncReference(number);
        if (rules.NamesReleases && kind is null && function.Row.Has(KfuncTraits.Releases) && kfunc.ReleaseRegister == 0)
        {
            throw RejectArgument($"release kfunc {function.Row.Name} expects referenced PTR_TO_BTF_ID passed to R{number}", number);
        }

        KfuncParameterKind found = KfuncKind(index, number, kind);
        CheckKfuncTrust(found, number);
        if (found != KfuncParameterKind.Null)
        {
            CheckKfuncOffset(number);
        }

        return CheckKfuncPointer(found, index, number);
    }

    private void CheckKfuncScalar(int index, int number)
    {
        ref RegisterState reg = ref Reg(number);
        if (!reg.IsScalar)
        {
            throw RejectArgument($"R{number} is not a scalar", number);
        }

        KfuncSignature function = kfunc.Function;
        string name = function.NameOf(index);
        if (name is "rdonly_buf_size" or "rdwr_buf_size")
        {
            if (!reg.VarOff.IsConst)
            {
                throw RejectArgument($"R{number} is not a const", number);
            }

            kfunc.ResultSize = (long)reg.ConstValue;
            kfunc.ResultIsReadOnly = name == "rdonly_buf_size";
            MarkChainPrecision(number);
        }
        else if (function.IsConstant(index))
        {
            SetKfuncConstant(number);
            MarkChainPrecision(number);
        }
    }

    private void SetKfuncConstant(int number)
    {
        ref RegisterState reg = ref Reg(number);
        if (!reg.VarOff.IsConst)
        {
            throw RejectArgument($"R{number} must be a known constant", number);
        }

        kfunc.HasConstant = true;
        kfunc.Constant = reg.ConstValue;
    }

    private bool HasKfuncTrust(KfuncTraits trait) =>
        kfunc.Function.Row.Has(trait)
        || (trait == KfuncTraits.TrustedArguments && (rules.KfuncsTakeTrusted || kfunc.Function.Row.Has(KfuncTraits.Releases)));

    private void CheckKfuncNull(int index, int number)
    {
        ref RegisterState reg = ref Reg(number);
        bool trusted = HasKfuncTrust(KfuncTraits.TrustedArguments) || HasKfuncTrust(KfuncTraits.Rcu);
        if (trusted && (reg.IsNull || reg.Type.MayBeNull()) && !kfunc.Function.MayBeNull(index))
        {
            throw Reject(RejectionReason.PossiblyNull, $"Possibly NULL pointer passed to trusted {ArgumentName(index, "arg")}", number);
        }
    }

    private void NoteKfuncReference(int number)
    {
        int reference = Reg(number).RefObjId;
        if (reference == 0)
        {
            return;
        }

        bool releases = kfunc.Function.Row.Has(KfuncTraits.Releases);
        if (releases && kfunc.Reference != 0)
        {
            throw RejectArgument($"more than one arg with ref_obj_id R{number} {reference} {kfunc.Reference}", number);
        }

        kfunc.Reference = reference;
        if (releases)
        {
            kfunc.ReleaseRegister = number;
        }
    }

    /// <summary>What an argument is: by the parameter, or where that leaves it open by what is passed.</summary>
    private KfuncParameterKind KfuncKind(int index, int number, KfuncParameterKind? kind)
    {
        KfuncSignature function = kfunc.Function;
        ref RegisterState reg = ref Reg(number);
        BtfType target = function.TargetOf(index);
        if (function.Row.Name is "bpf_cast_to_kern_ctx" or "bpf_session_is_return" or "bpf_session_cookie" || IsContextType(target))
        {
            return KfuncParameterKind.Context;
        }

        bool sized = function.HasSize(index) && Reg(number + 1).IsScalar;
        if (reg.IsNull && function.MayBeNull(index) && !sized)
        {
            return KfuncParameterKind.Null;
        }

        if (kind is not null and not KfuncParameterKind.Callback)
        {
            return kind.Value;
        }

        if (reg.Type.Base() == RegisterType.PtrToBtfId || IsKernelObject(reg.Type))
        {
            return target.Kind is BtfKind.Struct or BtfKind.Union
                ? KfuncParameterKind.Structure
                : throw RejectArgument(
                    $"kernel function {function.Row.Name} {ArgumentName(index, "args#")} pointer type {TypeWords.Of(target)} {target.Name} is not supported", number);
        }

        if (kind is not null)
        {
            return kind.Value;
        }

        if (!function.IsScalarData(target) && !(sized && target.Id == 0))
        {
            string any = sized ? "void, " : "";
            throw RejectArgument(
                $"{ArgumentName(index)} pointer type {TypeWords.Of(target)} {target.Name} must point to {any}scalar, or struct with scalar", number);
        }

        return sized ? KfuncParameterKind.SizedMemory : KfuncParameterKind.Memory;
    }

    /// <summary>True for the structure that programs of this type know as their context.</summary>
    private bool IsContextType(BtfType target) =>
        target.Kind == BtfKind.Struct && programInfo.Context is { } context && target.Name == context.Name
        && request.ProgramType is not (ProgramType.Tracepoint or ProgramType.Syscall);

    private void CheckKfuncTrust(KfuncParameterKind kind, int number)
    {
        bool rcu = HasKfuncTrust(KfuncTraits.Rcu);
        if (kind == KfuncParameterKind.Map && rules.NamesReleases)
        {
            CheckIsMap(number);
        }

        if (kind is not (KfuncParameterKind.Structure or KfuncParameterKind.AllocatedObject or KfuncParameterKind.Map)
            || (!rcu && !HasKfuncTrust(KfuncTraits.TrustedArguments)) || Reg(number).IsTrusted)
        {
            return;
        }

        if (!rcu)
        {
            throw RejectArgument($"R{number} must be referenced or trusted", number);
        }

        if ((Reg(number).Type & RegisterType.MemRcu) == 0)
        {
            throw RejectArgument($"R{number} must be a rcu pointer", number);
        }
    }

    private void CheckKfuncOffset(int number)
    {
        if (kfunc.Function.Row.Has(KfuncTraits.Releases) && Reg(number).RefObjId != 0)
        {
            CheckReleaseOffset(number);
        }
        else
        {
            CheckPointerOffset(number);
        }
    }

    /// <summary>Checks a pointer; true where the size after it is settled too.</summary>
    private bool CheckKfuncPointer(KfuncParameterKind kind, int index, int number)
    {
        ref RegisterState reg = ref Reg(number);
        KfuncSignature function = kfunc.Function;
        switch (kind)
        {
            case KfuncParameterKind.Null:
                return false;
            case KfuncParameterKind.Context:
                if (reg.Type != RegisterType.PtrToCtx)
                {
                    throw RejectArgument($"{ArgumentName(index)} expected pointer to ctx, but got {reg.Type.Name()}", number);
                }

                return false;
            case KfuncParameterKind.Map:
                CheckKfuncMap(number);
                CheckKfuncStructure(index, number, Kernel.FindStruct("bpf_map"));
                return false;
            case KfuncParameterKind.Structure:
                CheckKfuncStructure(index, number, function.TargetOf(index).Id);
                return false;
            case KfuncParameterKind.Memory:
                CheckMemoryOrNull(number, Kernel.Types.SizeOf(function.TargetOf(index).Id));
                return false;
            case KfuncParameterKind.SizedMemory:
                CheckKfuncSizedMemory(index, number);
                return true;
            default:
                CheckSpecialKfuncPointer(kind, index, number);
                return false;
        }
    }

    private void CheckKfuncMap(int number)
    {
        ref RegisterState reg = ref Reg(number);
        if (reg.Type.Base() == RegisterType.PtrToBtfId)
        {
            // What it is must be a map, as the kernel has it.
            return;
        }

        CheckIsMap(number);
        if (kfunc.Map != 0 && maps[reg.Aux].Fields.Has(SpecialFieldKind.WorkQueue)
            && (kfunc.Map != reg.Aux + 1 || kfunc.MapUid != reg.Detail))
        {
            throw RejectArgument(
                $"workqueue pointer in R1 map_uid={kfunc.MapUid} doesn't match map pointer in R2 map_uid={reg.Detail}", number);
        }

        // Kernels fail where they are given a map without special fields: it isn't the one that the field is in.
        if (kfunc.Map != 0 && (maps[reg.Aux].Fields == ObjectFields.None || maps[reg.Aux].Fields.Has(SpecialFieldKind.TaskWork))
            && (kfunc.Map != reg.Aux + 1 || kfunc.MapUid != reg.Detail))
        {
            throw RejectArgument(
                $"bpf_task_work pointer in R2 map_uid={kfunc.MapUid} doesn't match map pointer in R3 map_uid={reg.Detail}", number);
        }

        (kfunc.Map, kfunc.MapUid) = (reg.Aux + 1, reg.Detail);
    }

    private void CheckIsMap(int number)
    {
        if (Reg(number).Type.Base() is not (RegisterType.ConstPtrToMap or RegisterType.PtrToBtfId))
        {
            throw RejectArgument($"pointer in R{number} isn't map pointer", number);
        }
    }

    private void CheckKfuncStructure(int index, int number, int wanted)
    {
        const RegisterType Flags = RegisterType.Trusted | RegisterType.MemAlloc | RegisterType.NonOwningReference | RegisterType.MemRcu;
        ref RegisterState reg = ref Reg(number);
        bool other = (reg.Type & ~(RegisterType)0xff & ~Flags) != 0;
        if ((reg.Type.Base() != RegisterType.PtrToBtfId || other) && !IsKernelObject(reg.Type))
        {
            RegisterType expected = reg.Type.Base() | (reg.Type & (Flags & ~RegisterType.MemRcu));
            throw RejectArgument($"{ArgumentName(index)} is {reg.Type.Name()} expected {expected.Name()} or socket", number);
        }

        if (reg.HasOwnType)
        {
            throw RejectArgument(
                $"kernel function {kfunc.Function.Row.Name} {ArgumentName(index, "args#")} expected pointer to {TypeWords.Of(Kernel.Types[wanted])} "
                + $"{Kernel.Types[wanted].Name} but R{number} has a pointer to STRUCT {types![reg.Aux].Name}",
                number);
        }

        KernelTypes kernel = Kernel;
        string name = kernel.Types[wanted].Name;
        int passed = KernelTypeOf(in reg);
        string passedName = kernel.Types[passed].Name;
        bool strict = (kfunc.Function.Row.Has(KfuncTraits.Releases) && reg.RefObjId != 0)
            || name == passedName + "___init" || passedName == name + "___init";
        bool projection = (name, passedName) is ("__sk_buff", "sk_buff") or ("xdp_md", "xdp_buff");
        if (!projection && !kernel.Structs.IsSame(passed, reg.Off, wanted, strict))
        {
            throw RejectArgument(
                $"kernel function {kfunc.Function.Row.Name} {ArgumentName(index, "args#")} expected pointer to {TypeWords.Of(kernel.Types[wanted])} {name} "
                + $"but R{number} has a pointer to {TypeWords.Of(kernel.Types[passed])} {passedName}",
                number);
        }
    }

    /// <summary>Sockets and maps of the program's are kernel structures too.</summary>
    private static bool IsKernelObject(RegisterType type) => type.Base() is RegisterType.PtrToSocket or RegisterType.PtrToSockCommon
        or RegisterType.PtrToTcpSock or RegisterType.ConstPtrToMap;

    /// <summary>The kernel structure that a register points to.</summary>
    private int KernelTypeOf(in RegisterState reg) => reg.Type.Base() switch
    {
        RegisterType.PtrToBtfId => reg.Aux,
        RegisterType.PtrToSocket => Kernel.FindStruct("sock"),
        RegisterType.PtrToSockCommon => Kernel.FindStruct("sock_common"),
        RegisterType.PtrToTcpSock => Kernel.FindStruct("tcp_sock"),
        _ => Kernel.FindStruct("bpf_map"),
    };

    private void CheckKfuncSizedMemory(int index, int number)
    {
        KfuncSignature function = kfunc.Function;
        if (!(Reg(number).IsNull && function.MayBeNull(index)))
        {
            RegisterState saved = Reg(number);
            if (saved.Type.MayBeNull())
            {
                MarkNotNull(ref Reg(number));
            }

            try
            {
                call = default;
                CheckSize(number + 1, writes: false, zeroAllowed: true);
                CheckSize(number + 1, writes: true, zeroAllowed: true);
                Reg(number) = saved.Type.MayBeNull() ? saved : Reg(number);
            }
            catch (RejectedException e)
            {
                string pair = rules.NamesRegisters ? $"R{number} and R{number + 1}" : $"arg#{index} arg#{index + 1}";
                throw Reject(
                    e.Rejection.Reason, $"{pair} memory, len pair leads to invalid memory access", number,
                    detail: e.Rejection.KernelMessage);
            }
        }

        if (function.HasSuffix(index + 1, "__szk"))
        {
            SetKfuncConstant(number + 1);
        }
    }
}

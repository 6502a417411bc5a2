// Rests on: the kernel's log of global functions ("Validating f() func#1...", "Func#1 ('f') is global and assumed valid."),
// messages of real verdicts, the running kernel.
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Functions;
using Bpf.Verifier.Objects;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Global functions: verified apart for any arguments that their BTF allows; calls check the arguments only.</summary>
internal sealed partial class Engine
{
    private FunctionArgument[]? ArgumentsOf(int index, out string error)
    {
        error = "";
        Subprogram function = subprograms[index];
        return function.Arguments ??=
            new SignatureReader(types!, programInfo, attachType, profile.Version, () => Kernel).Read(function.TypeId, out error);
    }

    /// <summary>The global functions that some verified path calls and that aren't verified yet; from 6.8 others aren't looked at.</summary>
    private bool NextGlobal(out int index)
    {
        for (index = 1; index < subprograms.Count; index++)
        {
            Subprogram function = subprograms[index];
            if (function is { IsGlobal: true, IsVerified: false } && (function.IsCalled || !rules.LazyGlobalFunctions))
            {
                function.IsVerified = true;
                return true;
            }
        }

        return false;
    }

    /// <summary>What the registers hold at the start of a global function.</summary>
    private void PrepareGlobalEntry(int index)
    {
        Subprogram function = subprograms[index];
        FunctionArgument[] arguments = ArgumentsOf(index, out string error)
            ?? throw Reject(RejectionReason.ProgramAttributes, error, at: function.Start);
        if (function.IsExceptionCallback && IsVoid(function))
        {
            throw Reject(RejectionReason.ProgramAttributes, "exception cb cannot return void", at: function.Start);
        }

        if (function.IsExceptionCallback && arguments is not [{ Kind: FunctionArgumentKind.Scalar }])
        {
            throw Reject(RejectionReason.ProgramAttributes, "exception cb only supports single integer argument", at: function.Start);
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            ref RegisterState reg = ref Reg(i + 1);
            switch (arguments[i].Kind)
            {
                case FunctionArgumentKind.Scalar:
                    reg.SetUnknown(false);
                    break;
                case FunctionArgumentKind.Context:
                    reg.SetPointer(RegisterType.PtrToCtx);
                    break;
                case FunctionArgumentKind.Memory:
                    bool mayBeNull = arguments[i].MayBeNull;
                    reg.SetPointer(RegisterType.PtrToMem | (mayBeNull ? RegisterType.MaybeNull : 0));
                    reg.Aux = arguments[i].Size;
                    reg.Id = mayBeNull ? ++idGenerator : 0;
                    break;
                case FunctionArgumentKind.Structure:
                    RegisterType trust = arguments[i].IsUntrusted ? RegisterType.Untrusted : RegisterType.Trusted;
                    reg.SetObject(trust | (arguments[i].MayBeNull ? RegisterType.MaybeNull : 0), arguments[i].Structure, own: false);
                    reg.Id = ++idGenerator;
                    break;
                case FunctionArgumentKind.UntrustedMemory:
                    reg.SetPointer(RegisterType.PtrToMem | RegisterType.MemRdonly | RegisterType.Untrusted);
                    break;
                case FunctionArgumentKind.Arena:
                    reg.SetUnknown(false);
                    break;
                default:
                    reg.SetPointer(RegisterType.ConstPtrToDynptr);
                    reg.Id = ++idGenerator;
                    reg.Aux = (int)DynptrType.Local;
                    reg.Detail = FirstHalf;
                    break;
            }
        }
    }

    private void CallGlobal(int index)
    {
        Subprogram function = subprograms[index];
        string? wrong = ArgumentsOf(index, out string error) is { } arguments ? FindWrongArgument(arguments) : error;
        CheckMayCallGlobal(function);
        if (wrong is not null)
        {
            throw Reject(
                RejectionReason.HelperArgument, $"Caller passes invalid args into func#{index} ('{function.Name}')", detail: wrong);
        }

        log.Line($"Func#{index} ('{function.Name}') is global and assumed valid.");
        if (function.ChangesPacketData && rules.TracksPacketChanges)
        {
            ForgetPacketPointers();
        }

        if (function.MightThrow && rules.GlobalsThrow)
        {
            CheckNothingHeld("bpf_throw", checkLocks: true, allFrames: true);
        }

        function.IsCalled = true;
        ClobberCallerSaved(current.Current);
        if (IsVoid(function))
        {
            Reg(0).SetNotInit();
        }
        else
        {
            Reg(0).SetUnknown(false);
        }

        at++;
    }

    private bool IsVoid(Subprogram function) =>
        function.IsGlobal && function.TypeId != 0 && types!.Resolve(types[types[function.TypeId].TypeId].TypeId) == 0;

    private void CheckMayCallGlobal(Subprogram function)
    {
        if (current.ActiveLocks > 0)
        {
            throw Reject(
                RejectionReason.HelperUnavailable,
                "use static function instead",
                detail: "global function calls are not allowed while holding a lock,");
        }

        if (!rules.TracksSleepingFunctions && current.PreemptDepth > 0)
        {
            throw Reject(
                RejectionReason.HelperUnavailable,
                "use static function instead",
                detail: "global function calls are not allowed with preemption disabled,");
        }

        if (rules.TracksSleepingFunctions && function.MightSleep
            && (!current.InSleepable || current.RcuDepth > 0 || current.PreemptDepth > 0 || current.SavedInterrupts != 0))
        {
            if (rules.NamesRegions)
            {
                throw Reject(
                    RejectionReason.HelperUnavailable, $"sleepable global function {function.Name}() called in {WhereNotToSleep()}");
            }

            throw Reject(
                RejectionReason.HelperUnavailable,
                "a non-sleepable BPF program context",
                detail: "global functions that may sleep are not allowed in non-sleepable context,\n"
                    + "i.e., in a RCU/IRQ/preempt-disabled section, or in");
        }
    }

    /// <summary>7.2's words for what forbids sleeping here.</summary>
    private string WhereNotToSleep() => current.RcuDepth > 0 ? "rcu_read_lock region"
        : current.PreemptDepth > 0 ? "non-preemptible region"
        : current.SavedInterrupts != 0 ? "IRQ-disabled region"
        : current.ActiveLocks > 0 ? "lock region"
        : "non-sleepable prog";

    /// <summary>What the kernel says of the first argument that isn't what the function asks for; null where all are.</summary>
    private string? FindWrongArgument(FunctionArgument[] arguments)
    {
        try
        {
            for (int i = 0; i < arguments.Length; i++)
            {
                if (FindWrongArgument(arguments[i], i) is { } wrong)
                {
                    return wrong;
                }
            }

            return null;
        }
        catch (RejectedException e)
        {
            return e.Rejection.KernelDetail.Length > 0
                ? e.Rejection.KernelDetail + "\n" + e.Rejection.KernelMessage : e.Rejection.KernelMessage;
        }
    }

    private string? FindWrongArgument(FunctionArgument argument, int index)
    {
        int number = index + 1;
        ref RegisterState reg = ref Reg(number);
        switch (argument.Kind)
        {
            case FunctionArgumentKind.Scalar:
                return reg.IsScalar ? null : $"R{number} is not a scalar";
            case FunctionArgumentKind.Context:
                CheckPointerOffset(number);
                return reg.Type == RegisterType.PtrToCtx ? null : $"{ArgumentName(index)} expects pointer to ctx";
            case FunctionArgumentKind.Memory:
                CheckPointerOffset(number);
                CheckMemoryOrNull(number, argument.Size);
                return reg.Type.MayBeNull() && !argument.MayBeNull ? $"{ArgumentName(index)} is expected to be non-NULL" : null;
            case FunctionArgumentKind.Structure:
                CheckStructureArgument(argument, number);
                return null;
            case FunctionArgumentKind.UntrustedMemory:
                return null;
            case FunctionArgumentKind.Arena:
                return reg.IsScalar || reg.Type == RegisterType.PtrToArena ? null : $"R{number} is not a pointer to arena or scalar.";
            default:
                if (Reg(number).Type != RegisterType.PtrToStack)
                {
                    CheckPointerOffset(number);
                }

                UseDynptr(number, DynptrType.Invalid, reads: true);
                return null;
        }
    }

    /// <summary>A kernel structure, as a helper would take it.</summary>
    private void CheckStructureArgument(FunctionArgument argument, int number)
    {
        ref RegisterState reg = ref Reg(number);
        if (argument.IsUntrusted || (reg.IsNull && argument.MayBeNull))
        {
            return;
        }

        HelperArgument asked = new(ArgumentType.PtrToBtfId | (argument.MayBeNull ? ArgumentType.PtrMaybeNull : 0));
        CheckArgumentType(asked, reg.Type, number);
        if (reg.Type.MayBeNull() && !argument.MayBeNull)
        {
            throw Reject(RejectionReason.PossiblyNull, $"Possibly NULL pointer passed to helper {ArgumentName(number - 1, "arg", first: 1)}", number);
        }

        CheckStructure(number, argument.Structure, strict: false);
        CheckPointerOffset(number);
    }

    /// <summary>Memory that is read and written, or null: also what may be null must be right where it isn't.</summary>
    private void CheckMemoryOrNull(int number, int size)
    {
        ref RegisterState reg = ref Reg(number);
        if (reg.IsNull)
        {
            return;
        }

        RegisterState saved = reg;
        if (saved.Type.MayBeNull())
        {
            MarkNotNull(ref reg);
        }

        CheckMemory(number, size, writes: false, zeroAllowed: true, fills: false);
        CheckMemory(number, size, writes: true, zeroAllowed: true, fills: false);
        if (saved.Type.MayBeNull())
        {
            reg = saved;
        }
    }
}

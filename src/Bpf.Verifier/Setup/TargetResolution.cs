// Rests on: errors of real BPF_PROG_LOAD calls, Documentation/bpf/prog_lsm.rst, the names that the kernel makes of hooks.
using System;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Setup;
using Bpf.Verifier.Types;

namespace Bpf.Verifier;

/// <summary>What a tracing, LSM or struct_ops program attaches to.</summary>
internal sealed partial class Engine
{
    private const string TracepointPrefix = "btf_trace_";
    private const string IteratorPrefix = "bpf_iter_";

    // The function's arguments are kept for the program on a trampoline's stack.
    private const int MaxTargetArguments = 12;

    private AttachTarget? target;
    private KernelTypes? kernelTypes;

    /// <summary>The kernel's types; what needs them is unknown where the profile carries none.</summary>
    private KernelTypes Kernel => kernelTypes ??= profile.Btf is { } btf
        ? KernelTypes.Of(btf, rules)
        : throw new NotModeledException($"the kernel's types (profile {profile.Name} carries none)");

    private void CheckSleepable()
    {
        bool sleepable = (flags & ProgramFlags.Sleepable) != 0;
        if (request.ProgramType == ProgramType.Syscall && !sleepable)
        {
            throw Reject(RejectionReason.ProgramAttributes, "Syscall programs can only be sleepable", at: 0);
        }

        bool may = request.ProgramType switch
        {
            ProgramType.Tracing => attachType is AttachType.TraceFentry or AttachType.TraceFexit or AttachType.ModifyReturn or AttachType.TraceIter && (attachType != AttachType.TraceIter || rules.SleepableIterators),
            ProgramType.Lsm or ProgramType.Syscall => true,
            ProgramType.Kprobe => rules.SleepableProbes,
            ProgramType.StructOps => rules.SleepableStructOps,
            _ => false,
        };
        if (sleepable && !may)
        {
            throw Reject(
                RejectionReason.ProgramAttributes,
                rules.SleepableProbes ? "Only fentry/fexit/fmod_ret, lsm, iter, uprobe, and struct_ops programs can be sleepable"
                    : "Only fentry/fexit/fmod_ret and lsm programs can be sleepable",
                at: 0);
        }
    }

    private void ResolveTarget()
    {
        switch (request.ProgramType)
        {
            case ProgramType.StructOps:
                ResolveStructOps();
                break;
            case ProgramType.Tracing or ProgramType.Lsm:
                target = FindTarget();
                CheckTarget(target);
                break;
            case ProgramType.Ext:
                throw new NotModeledException("ext programs (they take the place of another program's function)");
        }
    }

    private AttachTarget FindTarget()
    {
        if (request.AttachModule is not null)
        {
            throw new NotModeledException("programs attached to functions of modules");
        }

        int id = request.AttachBtfId;
        if (id == 0)
        {
            throw RejectTarget("Tracing programs must provide btf id");
        }

        BtfTypes btf = Kernel.Types;
        if ((uint)id > (uint)btf.Count)
        {
            throw RejectTarget($"attach_btf_id {id} is invalid");
        }

        BtfType type = btf[id];
        if (type.Name.Length == 0)
        {
            throw RejectTarget($"attach_btf_id {id} doesn't have a name");
        }

        if (attachType == AttachType.TraceRawTp)
        {
            return FindTracepoint(btf, type);
        }

        if (type.Kind != BtfKind.Func)
        {
            throw RejectTarget($"attach_btf_id {id} is not a function");
        }

        return new(type.Name, btf[type.TypeId], 0);
    }

    private AttachTarget FindTracepoint(BtfTypes btf, BtfType type)
    {
        if (type.Kind != BtfKind.Typedef)
        {
            throw RejectTarget($"attach_btf_id {type.Id} is not a typedef");
        }

        if (!type.Name.StartsWith(TracepointPrefix, StringComparison.Ordinal))
        {
            throw RejectTarget($"attach_btf_id {type.Id} points to wrong type name {type.Name}");
        }

        // typedef void (*btf_trace_NAME)(void *data, the tracepoint's arguments)
        return new(type.Name.Substring(TracepointPrefix.Length), btf[btf[type.TypeId].TypeId], 1);
    }

    private void CheckTarget(AttachTarget found)
    {
        switch (attachType)
        {
            case AttachType.TraceRawTp:
                return;
            case AttachType.TraceIter:
                if (!found.Name.StartsWith(IteratorPrefix, StringComparison.Ordinal)
                    || !IteratorContexts.Contains(found.Name.Substring(IteratorPrefix.Length)))
                {
                    throw RejectTarget("");
                }

                return;
            case AttachType.LsmMac or AttachType.LsmCgroup:
                CheckLsmTarget(found);
                break;
            case AttachType.TraceFentry or AttachType.TraceFexit or AttachType.ModifyReturn:
                CheckFunctionTarget(found);
                break;
            default:
                throw RejectTarget("");
        }

        CheckTargetSignature(found);
    }

    private void CheckLsmTarget(AttachTarget found)
    {
        if (!Licenses.IsGplCompatible(request.License))
        {
            throw RejectTarget("LSM programs must have a GPL compatible license");
        }

        if (!LsmHooks.Contains(found.Name))
        {
            throw RejectTarget($"attach_btf_id {request.AttachBtfId} points to wrong type name {found.Name}");
        }

        if (LsmHooks.IsDisabled(found.Name, profile.Version))
        {
            throw RejectTarget($"attach_btf_id {request.AttachBtfId} points to disabled hook {found.Name}");
        }

        if ((flags & ProgramFlags.Sleepable) != 0 && !LsmHooks.MaySleep(found.Name, profile.Version))
        {
            throw RejectTarget($"{found.Name} is not sleepable");
        }
    }

    private void CheckFunctionTarget(AttachTarget found)
    {
        CheckDenied(found.Name);
        bool sleepable = (flags & ProgramFlags.Sleepable) != 0;
        bool modifies = attachType == AttachType.ModifyReturn;
        if (!sleepable && !modifies)
        {
            return;
        }

        bool modifiable = ModifiableFunctions.Contains(found.Name, profile.Version, out bool maySleep);
        bool syscall = found.Name.StartsWith("__x64_sys_", StringComparison.Ordinal) || found.Name.StartsWith("__ia32_sys_", StringComparison.Ordinal);
        bool security = found.Name.StartsWith("security_", StringComparison.Ordinal);
        if (sleepable && !maySleep && !(syscall && rules.SyscallsMaySleep) && !MayFail(found, syscall))
        {
            throw RejectTarget($"{found.Name} is not sleepable");
        }

        if (!sleepable && !modifiable && !security && !(syscall && rules.SyscallsMaySleep) && !MayFail(found, syscall))
        {
            throw RejectTarget($"{found.Name}() is not modifiable");
        }
    }

    private void CheckDenied(string function)
    {
        if (DeniedTargets.Contains(function, profile.Version))
        {
            throw RejectTarget(rules.NamesDenied ? $"Attaching tracing programs to function '{function}' is rejected." : "");
        }

        if (attachType is AttachType.TraceFexit or AttachType.ModifyReturn && rules.DeniesNoReturn && DeniedTargets.NeverReturns(function))
        {
            throw RejectTarget(
                rules.NamesRegisters ? $"Attaching fexit/fsession/fmod_ret to __noreturn function '{function}' is rejected."
                : rules.NamesDenied ? $"Attaching fexit/fmod_ret to __noreturn function '{function}' is rejected."
                : "Attaching fexit/fmod_ret to __noreturn functions is rejected.");
        }
    }

    /// <summary>
    /// Kernels that are configured for it let functions be made to fail. Which, is in a section of the kernel's image, which BTF does not
    /// tell of: system calls are among them.
    /// </summary>
    private bool MayFail(AttachTarget found, bool syscall) => HasSetting("CONFIG_FUNCTION_ERROR_INJECTION")
        && (syscall ? true : throw new NotModeledException($"whether {found.Name} may be made to fail (error injection)"));

    private void CheckTargetSignature(AttachTarget found)
    {
        BtfTypes btf = Kernel.Types;
        if (found.Arguments > MaxTargetArguments)
        {
            throw RejectTarget($"The function {found.Name} has {found.Arguments} arguments. Too many.");
        }

        for (int i = 0; i < found.Arguments; i++)
        {
            BtfType type = btf[btf.Resolve(found.TypeOf(i))];
            if (type.Id == 0)
            {
                throw RejectTarget($"The function {found.Name} with variable args is unsupported.");
            }

            bool structure = type.Kind is BtfKind.Struct or BtfKind.Union;
            if (type.Kind is not (BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Ptr or BtfKind.Struct or BtfKind.Union)
                || (structure && btf.SizeOf(type.Id) > 16))
            {
                throw RejectTarget($"The function {found.Name} arg{i} type {TypeWords.Of(type)} is unsupported.");
            }
        }
    }

    private RejectedException RejectTarget(string message) => Reject(RejectionReason.ProgramAttributes, message, at: 0);
}

// Rests on: include/uapi/linux/bpf.h, errors of real BPF_PROG_LOAD calls.
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Verifier;

/// <summary>What the kernel checks of a load request before it looks at instructions.</summary>
internal sealed partial class Engine
{
    private AttachType attachType;

    private void CheckAttributes()
    {
        if (instructions.Length == 0 || instructions.Length > MaxProcessed)
        {
            throw Reject(RejectionReason.ProgramAttributes, $"invalid number of instructions {instructions.Length}", at: 0);
        }

        if (!profile.ProgramTypes.Contains(request.ProgramType))
        {
            throw programInfo.Since > profile.Version
                ? Reject(RejectionReason.ProgramAttributes, $"program type {programInfo.Name} is not available", at: 0)
                : new NotModeledException($"{programInfo.Name} programs (not loadable on {profile.Alias})");
        }

        if (!rights.Have(programInfo.Capabilities) || (!rights.Bpf && instructions.Length > KernelLimits.UnprivilegedInstructions))
        {
            throw Reject(RejectionReason.Privilege, "", at: 0);
        }

        if (rights.FearsSpeculation && !rules.FollowsFewerRights)
        {
            throw new NotModeledException("processes without CAP_PERFMON on kernels before 6.12");
        }

        // What the kernel takes for "none given".
        attachType = request switch
        {
            { ProgramType: ProgramType.CgroupSock, ExpectedAttachType: 0 } => AttachType.CgroupInetSockCreate,
            { ProgramType: ProgramType.SkReuseport, ExpectedAttachType: 0 } => AttachType.SkReuseportSelect,
            _ => request.ExpectedAttachType,
        };
        if (request.AttachBtfId != 0
            && request.ProgramType is not (ProgramType.Tracing or ProgramType.Lsm or ProgramType.StructOps or ProgramType.Ext))
        {
            throw new NotModeledException($"attach_btf_id of {programInfo.Name} programs");
        }

        CheckFlags();
        CheckSleepable();
        ResolveTarget();
    }

    private void CheckFlags()
    {
        bool known = profile.AttachTypes.TryGetValue(request.ProgramType, out System.Collections.Immutable.ImmutableHashSet<AttachType>? allowed)
            ? allowed.Contains(attachType) : attachType != AttachType.LsmCgroup || rules.LsmCgroup;
        bool frags = (flags & ProgramFlags.XdpHasFrags) == 0
            || (request.ProgramType == ProgramType.Xdp && profile.Has(Feature.XdpFrags));
        ProgramFlags unknown = (rules.TestsInvariants ? 0 : ProgramFlags.TestRegisterInvariants) | (rules.DeviceBound ? 0 : ProgramFlags.XdpDevBoundOnly);
        if (!known || !frags || (flags & unknown) != 0)
        {
            throw Reject(RejectionReason.ProgramAttributes, "", at: 0);
        }
    }

    /// <summary>What the registers hold at the start of the program or of a global function.</summary>
    private void PrepareEntry(int subprogram)
    {
        if (subprogram != 0)
        {
            PrepareGlobalEntry(subprogram);
            return;
        }

        Reg(1).SetPointer(State.RegisterType.PtrToCtx);
    }
}

// Rests on: messages of real verdicts, probes of 6.12 and 7.2 (every LSM hook with results in and out of range).
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Return values of programs whose target decides what they may return.</summary>
internal sealed partial class Engine
{
    /// <summary>True where the target returns nothing, so that r0 is not looked at.</summary>
    private bool ReturnsNothing() => exploredSubprogram == 0 && !current.Current.InAsyncCallback
        && (request.ProgramType == ProgramType.StructOps || (request.ProgramType == ProgramType.Lsm && attachType == AttachType.LsmMac))
        && target!.Prototype.TypeId == 0;

    private void CheckReturnForTarget()
    {
        if (request.ProgramType == ProgramType.StructOps)
        {
            CheckStructOpsReturn();
            return;
        }

        if (attachType == AttachType.LsmCgroup)
        {
            CheckLsmCgroupReturn();
            return;
        }

        if (LsmHooks.Returns(target!.Name, profile.Version) is not { } range)
        {
            return;
        }

        // The hook's int is what counts: the low half.
        ref RegisterState reg = ref Reg(0);
        if (reg.IsScalar && reg.S32Min >= range.Min && reg.S32Max <= range.Max)
        {
            MarkChainPrecision(0);
            return;
        }

        EnforceReturnRange(range, "At program exit");
        throw OutOfRange(RejectionReason.ReturnValue, 0, range, "At program exit");
    }

    private void CheckLsmCgroupReturn()
    {
        if (target!.Prototype.TypeId != 0)
        {
            EnforceReturnRange(new(0, 1), "At program exit");
            return;
        }

        ref RegisterState reg = ref Reg(0);
        if (reg.IsScalar && (reg.SMin != 1 || reg.SMax != 1))
        {
            throw Reject(
                RejectionReason.ReturnValue, "Note, BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!", 0);
        }

        EnforceReturnRange(new(1, 1), "At program exit");
    }
}

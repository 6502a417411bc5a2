// Rests on: messages of kernels that were asked without CAP_PERFMON.
using Bpf.Core.Explain;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Addresses of the kernel, which only processes with CAP_PERFMON may learn.</summary>
internal sealed partial class Engine
{
    /// <summary>A value goes where it can be read as a number.</summary>
    /// <param name="number">The register that holds it; -1 for none.</param>
    /// <param name="sink">Where it goes, as the kernel says it.</param>
    private void CheckLeak(int number, string sink)
    {
        if (number >= 0 && IsSecret(in Reg(number)))
        {
            throw Reject(RejectionReason.Privilege, $"R{number} leaks addr {sink}", number);
        }
    }

    /// <summary>A pointer is used as a number.</summary>
    private void CheckNumber(int number, string use)
    {
        if (IsSecret(in Reg(number)))
        {
            throw Reject(RejectionReason.Privilege, $"R{number} {use}", number);
        }
    }

    private void CheckStructAllowed(string structure)
    {
        if (!rights.TellsAddresses)
        {
            throw Reject(RejectionReason.Privilege, $"'struct {structure}' access is allowed only to CAP_PERFMON and CAP_SYS_ADMIN");
        }
    }

    private bool IsSecret(in RegisterState reg) => !rights.TellsAddresses && !reg.IsScalar;

    /// <summary>What was a pointer to something that is gone is a number, which tells where it was.</summary>
    private void Invalidate(ref RegisterState reg)
    {
        if (rights.TellsAddresses)
        {
            reg.SetUnknown(false);
        }
        else
        {
            reg.SetNotInit();
        }
    }
}

// Rests on: messages of real verdicts (bpf_throw), libbpf's bpf_experimental.h.
using Bpf.Core.Explain;

namespace Bpf.Verifier;

/// <summary>Throwing: all frames are left at once, so nothing may be held in any.</summary>
internal sealed partial class Engine
{
    private const string ThrowName = "bpf_throw";

    private void Throw()
    {
        if (!System.Linq.Enumerable.Any(subprograms, subprogram => subprogram.IsExceptionCallback))
        {
            // What is thrown becomes the program's result.
            CheckReturnValue(1);
        }

        CheckNothingHeld("bpf_throw", checkLocks: true, allFrames: true);
    }

    /// <summary>No callback may throw, nor what it calls: the kernel's own frames are between it and the program.</summary>
    private void CheckThrow(int at, int subprogram, bool inCallback)
    {
        bool throws = instructions[at].IsKfuncCall && kfuncs.TryGetValue(instructions[at].Imm, out Kfuncs.KfuncSignature? called)
            && called.Row.Name == ThrowName;
        if (throws && inCallback)
        {
            throw Reject(
                RejectionReason.ControlFlow, $"bpf_throw kfunc (insn {at}) cannot be called from callback subprog {subprogram}", at: at);
        }
    }
}

// Rests on: messages of real verdicts on 7.2.
using Bpf.Core.Explain;
using Bpf.Verifier.Setup;

namespace Bpf.Verifier;

/// <summary>Functions that call themselves, also through others.</summary>
internal sealed partial class Engine
{
    private enum CallVisit : byte
    {
        None,
        Entered,
        Left,
    }

    private void CheckRecursion()
    {
        if (!rules.NamesRecursion)
        {
            return;
        }

        CallVisit[] visits = new CallVisit[subprograms.Count];
        for (int i = 0; i < subprograms.Count; i++)
        {
            if (visits[i] == CallVisit.None)
            {
                FollowCalls(i, visits);
            }
        }
    }

    private void FollowCalls(int index, CallVisit[] visits)
    {
        visits[index] = CallVisit.Entered;
        Subprogram caller = subprograms[index];
        for (int i = caller.Start; i < caller.End; i++)
        {
            if (!instructions[i].IsLocalCall)
            {
                continue;
            }

            int callee = SubprogramOf(i + instructions[i].Imm + 1);
            if (visits[callee] == CallVisit.Entered)
            {
                throw Reject(RejectionReason.ControlFlow, $"recursive call from {caller.Name}() to {subprograms[callee].Name}()", at: i);
            }

            if (visits[callee] == CallVisit.None)
            {
                FollowCalls(callee, visits);
            }
        }

        visits[index] = CallVisit.Left;
    }
}

// Rests on: Documentation/bpf/kfuncs.rst, messages of real verdicts, level-2 logs.
using System.Collections.Generic;
using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Verifier.Kfuncs;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Calls of kernel functions: allowed here, arguments right, sections entered and left, references given back.</summary>
internal sealed partial class Engine
{
    // Compilers call it where the behavior of C is undefined.
    private const string TrapName = "__bpf_trap";

    private readonly Dictionary<int, KfuncSignature> kfuncs = [];
    private KfuncCall kfunc;
    private int missingKfunc = -1;

    /// <summary>Every kernel function that an instruction names exists, whether a path reaches it or not.</summary>
    private void ResolveKfuncs()
    {
        for (int i = 0; i < instructions.Length; i++)
        {
            if (instructions[i] is { Opcode: Opcode.JmpCall, Src: (byte)CallKind.Kfunc } call && (call.Imm != 0 || call.Offset != 0))
            {
                ResolveKfunc(in call, i);
            }
        }
    }

    private void ResolveKfunc(in Instruction call, int i)
    {
        if (call.Offset != 0)
        {
            throw new NotModeledException("kernel functions of modules");
        }

        if (!Licenses.IsGplCompatible(request.License))
        {
            throw Reject(RejectionReason.HelperUnavailable, "cannot call kernel function from non-GPL compatible program", at: i);
        }

        BtfTypes btf = Kernel.Types;
        if ((uint)call.Imm > (uint)btf.Count || btf[call.Imm].Kind != BtfKind.Func)
        {
            throw Reject(RejectionReason.HelperUnavailable, $"kernel btf_id {call.Imm} is not a function", at: i);
        }

        BtfType function = btf[call.Imm];
        Kfunc row = Core.Kernel.Kfuncs.Find(function.Name) ?? throw new NotModeledException($"kernel function {function.Name}");
        if (!rules.TaggedKfuncs)
        {
            throw new NotModeledException($"kernel functions of {profile.Alias}");
        }

        if (row.Has(KfuncTraits.OfDevice))
        {
            throw (flags & ProgramFlags.XdpDevBoundOnly) != 0 ? new NotModeledException($"kernel function {row.Name} (a device's)")
                : Reject(RejectionReason.HelperUnavailable, "metadata kfuncs require device-bound program", at: i);
        }

        kfuncs[call.Imm] = new(btf, row, btf[function.TypeId]);
    }

    /// <returns>False where the path ends: the program has thrown.</returns>
    private bool CallKfunc(in Instruction insn)
    {
        if (insn.Imm == 0)
        {
            // A loader put it where the kernel lacks a function: refused at the end, unless it turns out dead.
            missingKfunc = missingKfunc < 0 ? at : missingKfunc;
            at++;
            return true;
        }

        KfuncSignature function = kfuncs[insn.Imm];
        Kfunc row = function.Row;
        // What the kernel answered counts; sessions of probes it wasn't asked in.
        bool denied = (row.Hooks & KfuncHooks.Sessions) == 0
            && profile.Kfuncs.TryGetValue(request.ProgramType, out ImmutableHashSet<string>? allowed) && !allowed.Contains(row.Name);
        if (denied || !row.Allows(request.ProgramType, attachType, profile.Version))
        {
            throw Reject(RejectionReason.HelperUnavailable, $"calling kernel function {row.Name} is not allowed");
        }

        if (MightSleep(row) && !current.InSleepable)
        {
            throw Reject(RejectionReason.HelperUnavailable, $"program must be sleepable to call sleepable kfunc {row.Name}");
        }

        if (TakesQueuedLock(row.Name))
        {
            PushFailedLock();
        }

        if (row.Name == TrapName)
        {
            throw Reject(RejectionReason.HelperUnavailable, "unexpected __bpf_trap() due to uninitialized variable?");
        }

        kfunc = default;
        kfunc.Function = function;
        kfunc.Id = insn.Imm;
        CheckKfuncArguments();
        PushKfuncCallback(row);
        EnterOrLeaveSections(row);
        if (kfunc.ReleaseRegister > 0)
        {
            ReleaseForKfunc(row, insn.Imm);
        }

        InsertIntoGraph();
        if (row.Name == ThrowName)
        {
            Throw();
            return false;
        }

        ClobberCallerSaved(current.Current);
        SetKfuncResult();
        if (row.Has(KfuncTraits.ChangesPacketData))
        {
            ForgetPacketPointers();
        }

        if (row.Has(KfuncTraits.IteratorNext))
        {
            SplitIterator();
        }

        LeaveCall();
        return true;
    }

    private bool MightSleep(Kfunc row) =>
        row.Has(KfuncTraits.MightSleep) && !(rules.ArenasAnywhere && row.Name.StartsWith("bpf_arena_", System.StringComparison.Ordinal));

    private void PushKfuncCallback(Kfunc row)
    {
        if (row.Has(KfuncTraits.CallsBackLater))
        {
            bool taskWork = kfunc.Function.KindOf(1) == KfuncParameterKind.TaskWork;
            ReturnRange returns = taskWork ? new(int.MinValue, int.MaxValue) : new(0, rules.ExactCallbackReturns ? 0 : 1);
            PushCallback(kfunc.Callback, taskWork ? TaskWorkArguments : TimerArguments, returns, later: true, sleepable: true);
        }
        else if (row.Has(KfuncTraits.CallsBack))
        {
            PushCallback(kfunc.Callback, TreeArguments, new(0, 1), later: false);
        }
    }

    /// <summary>What a call of a kernel function means for the subprogram it is in, and for pruning.</summary>
    private void NoteKfunc(int at)
    {
        if (!kfuncs.TryGetValue(instructions[at].Imm, out KfuncSignature? function))
        {
            return;
        }

        Subprogram caller = subprograms[SubprogramOf(at)];
        caller.ChangesPacketData |= function.Row.Has(KfuncTraits.ChangesPacketData);
        caller.MightSleep |= MightSleep(function.Row);
        caller.MightThrow |= function.Row.Name == ThrowName;
        facts[at] |= function.Row.Has(KfuncTraits.IteratorNext)
            ? InstructionFacts.IteratorNext | InstructionFacts.ForceCheckpoint | InstructionFacts.PrunePoint : 0;
        NoteCallback(at, function.Row.Has(KfuncTraits.CallsBack), function.Row.Has(KfuncTraits.CallsBackLater));
    }

    private void ReleaseForKfunc(Kfunc row, int id)
    {
        if (!TryRelease(Reg(kfunc.ReleaseRegister).RefObjId))
        {
            throw Reject(
                RejectionReason.UnreleasedReference,
                $"kfunc {row.Name}#{id} reference has not been acquired before",
                kfunc.ReleaseRegister);
        }
    }

    private void EnterOrLeaveSections(Kfunc row)
    {
        bool sleeps = MightSleep(row);
        if (row.Name is "bpf_rcu_read_lock" or "bpf_rcu_read_unlock" && current.RcuDepth > 0 && InTreeCallback())
        {
            throw Reject(
                RejectionReason.HelperUnavailable, "Calling bpf_rcu_read_{lock,unlock} in unnecessary rbtree callback");
        }

        switch (row.Name)
        {
            case "bpf_rcu_read_lock" when current.RcuDepth > 0 && !rules.NestedRcu:
                throw Reject(RejectionReason.HelperArgument, $"nested rcu read lock (kernel function {row.Name})");
            case "bpf_rcu_read_lock":
                current.RcuDepth++;
                break;
            case "bpf_rcu_read_unlock" when current.RcuDepth == 0:
                throw Reject(RejectionReason.HelperArgument, $"unmatched rcu read unlock (kernel function {row.Name})");
            case "bpf_rcu_read_unlock":
                if (--current.RcuDepth == 0)
                {
                    ForgetRcuPointers();
                }

                break;
            case "bpf_preempt_disable":
                current.PreemptDepth++;
                break;
            case "bpf_preempt_enable" when current.PreemptDepth == 0:
                throw Reject(RejectionReason.HelperArgument, $"unmatched attempt to enable preemption (kernel function {row.Name})");
            case "bpf_preempt_enable":
                current.PreemptDepth--;
                break;
            default:
                if (sleeps && current.RcuDepth > 0)
                {
                    throw Reject(RejectionReason.HelperUnavailable, $"kernel func {row.Name} is sleepable within rcu_read_lock region");
                }

                if (sleeps && current.PreemptDepth > 0)
                {
                    throw Reject(RejectionReason.HelperUnavailable, $"kernel func {row.Name} is sleepable within non-preemptible region");
                }

                if (sleeps && current.SavedInterrupts != 0)
                {
                    throw Reject(RejectionReason.HelperUnavailable, $"kernel func {row.Name} is sleepable within IRQ-disabled region");
                }

                break;
        }

        if (row.Has(KfuncTraits.RcuProtected) && !InRcuSection())
        {
            throw Reject(RejectionReason.HelperUnavailable, $"kernel func {row.Name} requires RCU critical section protection");
        }
    }

    /// <summary>What RCU protected may be gone.</summary>
    private void ForgetRcuPointers()
    {
        ForEachRegister(current, ForgetRcuPointer);
        ForEachIterator(current, ForgetRcuPointer);
    }

    private static void ForgetRcuPointer(ref RegisterState reg)
    {
        if ((reg.Type & RegisterType.MemRcu) != 0)
        {
            reg.Type = (reg.Type & ~(RegisterType.MemRcu | RegisterType.MaybeNull)) | RegisterType.Untrusted;
        }
    }

    /// <summary>A path reached a kernel function that the kernel lacks.</summary>
    private void CheckMissingKfunc()
    {
        if (missingKfunc >= 0)
        {
            throw Reject(
                RejectionReason.HelperUnavailable, "invalid kernel function call not eliminated in verifier pass", at: missingKfunc);
        }
    }
}

// Rests on: Documentation/bpf/verifier.rst; counts and order as level-2 logs show them. The parts of this class: Setup/
// (before any path), Transfer/ (what instructions do), Checks/ (what is allowed), Pruning/ (which paths are not walked again).
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Verifier.Log;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;
using Bpf.Verifier.Transfer;

namespace Bpf.Verifier;

/// <summary>One verification: walks every path of a program that no remembered state covers.</summary>
internal sealed partial class Engine
{
    private const int MaxProcessed = KernelLimits.Instructions;

    private readonly LoadRequest request;
    private readonly KernelProfile profile;
    private readonly VerifierOptions options;
    private readonly CancellationToken ct;
    private readonly BehaviorSwitches rules;
    private readonly Rights rights;
    private readonly ProgramFlags flags;
    private readonly Instruction[] instructions;
    private readonly InstructionFacts[] facts;
    private readonly ProgramTypeInfo programInfo;
    private readonly RegisterType[] pointerSeen;
    private readonly List<MapInfo> maps = [];
    private readonly VerifierLog log;
    private readonly List<PendingBranch> pending = [];
    private List<Subprogram> subprograms = [];
    private VerifierState current = new();
    private int at;
    private int previousAt = -1;
    private int idGenerator;
    private int processed;
    private int jumps;

    public Engine(LoadRequest request, KernelProfile profile, VerifierOptions options, CancellationToken ct)
    {
        this.request = request;
        this.profile = profile;
        this.options = options;
        this.ct = ct;
        rules = new(profile);
        rights = new(options.Capabilities, rules);
        flags = (ProgramFlags)request.Flags;
        instructions = request.Instructions.ToArray();
        facts = new InstructionFacts[instructions.Length];
        pointerSeen = new RegisterType[instructions.Length];
        masks = rights.FearsSpeculation ? new AluMask[instructions.Length] : [];
        programInfo = ProgramTypes.Find(request.ProgramType)
            ?? throw new ArgumentException($"{request.ProgramType} is no program type.", nameof(request));
        log = new(options.LogLevel);
    }

    /// <summary>Runs to the verdict.</summary>
    public VerificationResult Run()
    {
        try
        {
            CheckAttributes();
            ReadTypes();
            FindSubprograms();
            ResolveKfuncs();
            CheckSubprograms();
            ResolveFunctions();
            ResolveInstructions();
            WalkControlFlow();
            CheckRecursion();
            FindLiveRegisters();
            FindLoops();
            ExploreFrom(0);
            while (NextGlobal(out int index))
            {
                ExploreFrom(index);
            }

            CheckStackDepth();
            CheckMissingKfunc();
            CheckArenaLoads();
            CheckUnreachedCallbacks();
            return Result(Verdict.Accept, null, null);
        }
        catch (RejectedException e)
        {
            if (e.Rejection.KernelDetail.Length > 0)
            {
                log.Line(e.Rejection.KernelDetail);
            }

            log.Line(e.Rejection.KernelMessage);
            return Result(Verdict.Reject, e.Rejection, null);
        }
        catch (NotModeledException e)
        {
            return Result(Verdict.Unknown, null, e.Feature);
        }
    }

    private VerificationResult Result(Verdict verdict, Rejection? rejection, string? unknown)
    {
        if (log.Level > 0)
        {
            log.Line(
                $"processed {processed} insns (limit {MaxProcessed}) max_states_per_insn {maxStatesPerInstruction} "
                + $"total_states {totalStates} peak_states {peakStates} mark_read 0");
        }

        return new()
        {
            Verdict = verdict,
            Rejection = rejection,
            UnknownFeature = unknown,
            UnknownInstruction = unknown is null ? -1 : at,
            ProcessedInstructions = processed,
            TotalStates = totalStates,
            PeakStates = peakStates,
            MaxStatesPerInstruction = maxStatesPerInstruction,
            UnalignedAtomics = [.. unalignedAtomics.Values],
            Reached = [.. facts.Select(f => (f & InstructionFacts.Reached) != 0)],
            StackDepths = [.. subprograms.Select(s => s.StackDepth)],
            Log = log.ToString(),
        };
    }

    /// <summary>Walks all paths from the start of the program or of a global function.</summary>
    private void ExploreFrom(int subprogram)
    {
        ForgetStates();
        current = new VerifierState { InSleepable = (flags & ProgramFlags.Sleepable) != 0 };
        current.EnsureFrame(0).Reset(-1, 0, subprogram);
        exploredSubprogram = subprogram;
        previousAt = -1;
        at = subprograms[subprogram].Start;
        current.FirstInstruction = at;
        current.Instruction = at;
        current.LastInstruction = -1;
        PrepareEntry(subprogram);
        stackUses.Clear();
        do
        {
            WalkPath();
        }
        while (NextBranch());
    }

    /// <summary>Walks one path to its end: an exit, or a state that has been seen.</summary>
    private void WalkPath()
    {
        while (true)
        {
            historyOpen = false;
            if ((uint)at >= (uint)instructions.Length)
            {
                throw Reject(RejectionReason.ControlFlow, $"invalid insn idx {at} insn_cnt {instructions.Length}");
            }

            if (++processed > MaxProcessed)
            {
                throw Reject(RejectionReason.TooComplex, $"BPF program is too large. Processed {processed} insn");
            }

            if ((processed & 1023) == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            current.LastInstruction = previousAt;
            current.Instruction = at;
            InstructionFacts here = facts[at];
            if (options.Observer is { } observer)
            {
                observer.Before(at, current);
            }
            else if ((here & InstructionFacts.PrunePoint) != 0 && IsStateVisited())
            {
                return;
            }

            if ((here & InstructionFacts.JumpPoint) != 0)
            {
                PushHistory(HistoryFlags.None);
            }

            LogInstruction();
            if (IsFenced)
            {
                return;
            }

            // What is only speculated doesn't keep an instruction alive.
            facts[at] |= current.Speculative ? 0 : InstructionFacts.Reached;
            int executed = at;
            BeginStackWrites();
            bool goesOn = current.Speculative && rules.Fences ? ExecuteSpeculatively(in instructions[executed]) : Execute(in instructions[executed]);
            CommitStackWrites();
            if (!goesOn)
            {
                return;
            }

            previousAt = executed;
        }
    }

    /// <summary>Processes one instruction and moves on; false where the path ends.</summary>
    private bool Execute(in Instruction insn)
    {
        switch (insn.Class)
        {
            case InstructionClass.Alu or InstructionClass.Alu64:
                CheckAlu(in insn);
                at++;
                return true;
            case InstructionClass.Ldx:
                CheckLoad(in insn);
                at++;
                return true;
            case InstructionClass.Stx:
                CheckStoreRegister(in insn);
                at++;
                return true;
            case InstructionClass.St:
                CheckStoreImmediate(in insn);
                at++;
                return true;
            case InstructionClass.Ld:
                return CheckLd(in insn);
            default:
                jumps++;
                return CheckJump(in insn);
        }
    }

    private bool CheckJump(in Instruction insn)
    {
        switch (insn.JumpCode)
        {
            case JumpCode.Call:
                return CheckCall(in insn);
            case JumpCode.Ja:
                if (insn.IsX() || insn.Src != 0 || insn.Dst != 0
                    || (insn.Class == InstructionClass.Jmp ? insn.Imm != 0 : insn.Offset != 0))
                {
                    throw Reject(RejectionReason.InvalidInstruction, "BPF_JA uses reserved fields");
                }

                at += 1 + (insn.Class == InstructionClass.Jmp ? insn.Offset : insn.Imm);
                return true;
            case JumpCode.Exit:
                if (insn.IsX() || insn.Imm != 0 || insn.Src != 0 || insn.Dst != 0 || insn.Class == InstructionClass.Jmp32)
                {
                    throw Reject(RejectionReason.InvalidInstruction, "BPF_EXIT uses reserved fields");
                }

                return CheckExit();
            default:
                CheckConditionalJump(in insn);
                at++;
                return true;
        }
    }

    /// <summary>Takes up the branch put aside last; false where none is left.</summary>
    private bool NextBranch()
    {
        UpdateStackLiveness();
        EndPath(current);
        if (pending.Count == 0)
        {
            return false;
        }

        PendingBranch next = pending[pending.Count - 1];
        pending.RemoveAt(pending.Count - 1);
        Recycle(current);
        current = next.State;
        previousAt = next.PreviousAt;
        at = next.At;
        log.Branch(previousAt, at);
        return true;
    }

    /// <summary>Puts a branch aside, to be walked after this one; its state is a copy of the current one.</summary>
    private VerifierState PushBranch(int target, int from)
    {
        VerifierState state = CopyOf(current);
        PutAside(new(state, target, from));
        if (state.Parent is { } parent)
        {
            parent.Branches++;
        }

        return state;
    }

    private void PutAside(PendingBranch branch)
    {
        pending.Add(branch);
        if (pending.Count > KernelLimits.PendingBranches)
        {
            throw Reject(RejectionReason.TooComplex, $"The sequence of {pending.Count} jumps is too complex.");
        }
    }

    private ref RegisterState Reg(int number) => ref current.Current.Registers[number];

    private readonly record struct PendingBranch(VerifierState State, int At, int PreviousAt);
}

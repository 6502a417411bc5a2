// Rests on: Documentation/bpf/verifier.rst; what level-2 logs show of states, branches and parents.
using System;

namespace Bpf.Verifier.State;

/// <summary>Everything known at one point of one path (<c>struct bpf_verifier_state</c>).</summary>
internal sealed partial class VerifierState
{
    /// <summary>Frames a call stack may have on the kernel that allows the most; on others fewer (<see cref="BehaviorSwitches.CallFrames"/>).</summary>
    public const int MaxFrames = 16;

    private readonly FuncState?[] frames = new FuncState?[MaxFrames];
    private HistoryEntry[] history = new HistoryEntry[16];

    /// <summary>The state remembered before this one on the path; precision marks travel along it.</summary>
    public VerifierState? Parent { get; set; }

    /// <summary>Paths from here that are still to be walked.</summary>
    public int Branches { get; set; } = 1;

    /// <summary>Index of the innermost frame.</summary>
    public int CurFrame { get; set; }

    /// <summary>The instruction about to be processed.</summary>
    public int Instruction { get; set; }

    /// <summary>The instruction processed before.</summary>
    public int LastInstruction { get; set; }

    /// <summary>The instruction this state's history starts at.</summary>
    public int FirstInstruction { get; set; }

    /// <summary>How many may_goto were taken to get here.</summary>
    public int MayGotoDepth { get; set; }

    /// <summary>How many callbacks were walked to get here.</summary>
    public int CallbackUnrollDepth { get; set; }

    /// <summary>How many remembered states lead here.</summary>
    public int DfsDepth { get; set; }

    /// <summary>The entry of a loop that a path leads back to from here; null while none is known.</summary>
    public VerifierState? LoopEntry { get; set; }

    /// <summary>RCU sections entered and not left.</summary>
    public int RcuDepth { get; set; }

    /// <summary>Times preemption was disabled and not enabled again.</summary>
    public int PreemptDepth { get; set; }

    /// <summary>True where the program may sleep.</summary>
    public bool InSleepable { get; set; }

    /// <summary>True where only a processor that guesses wrong gets here.</summary>
    public bool Speculative { get; set; }

    /// <summary>True once the dead parts have been dropped.</summary>
    public bool Cleaned { get; set; }

    /// <summary>True where it is no longer compared, but paths from it are still walked.</summary>
    public bool Evicted { get; set; }

    public int HistoryCount { get; private set; }

    /// <summary>The innermost frame.</summary>
    public FuncState Current => frames[CurFrame]!;

    public FuncState Frame(int index) => frames[index]!;

    public ref HistoryEntry History(int index) => ref history[index];

    /// <summary>A frame object for that depth, to be reset by the caller.</summary>
    public FuncState EnsureFrame(int index) => frames[index] ??= new FuncState();

    public ref HistoryEntry AddHistory()
    {
        if (HistoryCount == history.Length)
        {
            Array.Resize(ref history, HistoryCount * 2);
        }

        ref HistoryEntry entry = ref history[HistoryCount++];
        entry = default;
        return ref entry;
    }

    public void ClearHistory() => HistoryCount = 0;

    /// <summary>Becomes a copy, history and parent included.</summary>
    public void CopyFrom(VerifierState other)
    {
        Parent = other.Parent;
        Branches = other.Branches;
        CurFrame = other.CurFrame;
        Instruction = other.Instruction;
        LastInstruction = other.LastInstruction;
        FirstInstruction = other.FirstInstruction;
        MayGotoDepth = other.MayGotoDepth;
        CallbackUnrollDepth = other.CallbackUnrollDepth;
        DfsDepth = other.DfsDepth;
        LoopEntry = other.LoopEntry;
        InSleepable = other.InSleepable;
        Speculative = other.Speculative;
        RcuDepth = other.RcuDepth;
        PreemptDepth = other.PreemptDepth;
        Cleaned = false;
        Evicted = false;
        for (int i = 0; i <= other.CurFrame; i++)
        {
            EnsureFrame(i).CopyFrom(other.Frame(i));
        }

        if (history.Length < other.HistoryCount)
        {
            history = new HistoryEntry[other.history.Length];
        }

        Array.Copy(other.history, history, other.HistoryCount);
        HistoryCount = other.HistoryCount;
        CopyReferencesFrom(other);
    }
}

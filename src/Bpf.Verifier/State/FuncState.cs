// Rests on: Documentation/bpf/verifier.rst; frames as level-2 logs show them.
using System;
using Bpf.Core.Kernel;
using Bpf.Verifier.Pruning;

namespace Bpf.Verifier.State;

/// <summary>One frame of a call stack (<c>struct bpf_func_state</c>): registers and stack.</summary>
internal sealed class FuncState
{
    /// <summary>Bytes of stack a frame may use (<c>MAX_BPF_STACK</c>).</summary>
    public const int MaxStack = Core.Kernel.KernelLimits.Stack;

    private StackSlot[] stack = [];

    /// <summary>R0 to R10.</summary>
    public RegisterState[] Registers { get; } = new RegisterState[11];

    /// <summary>The instruction that called it; -1 for the frame that verification starts in.</summary>
    public int CallSite { get; set; } = -1;

    /// <summary>Its index in the call stack.</summary>
    public int FrameNo { get; set; }

    /// <summary>Which subprogram it runs.</summary>
    public int Subprogram { get; set; }

    /// <summary>What is known of its use of stack slots; null until asked for.</summary>
    public StackUse? StackUse { get; set; }

    /// <summary>True for a callback that a helper calls before it returns.</summary>
    public bool InCallback { get; set; }

    /// <summary>True for a callback that is called later.</summary>
    public bool InAsyncCallback { get; set; }

    /// <summary>What a callback may return.</summary>
    public ReturnRange CallbackReturns { get; set; }

    /// <summary>How often the current callback has been walked from this frame.</summary>
    public int CallbackDepth { get; set; }

    /// <summary>How many callbacks that are called later led here, each set by the one before.</summary>
    public int AsyncEntries { get; set; }

    /// <summary>Slots in use.</summary>
    public int SlotCount { get; private set; }

    /// <summary>Bytes of stack in use.</summary>
    public int AllocatedStack => SlotCount * 8;

    /// <summary>One slot: 0 is fp-8, 1 is fp-16, ...</summary>
    public ref StackSlot Slot(int index) => ref stack[index];

    /// <summary>Makes room for so many bytes.</summary>
    public void Grow(int bytes)
    {
        int slots = (bytes + 7) / 8;
        if (slots <= SlotCount)
        {
            return;
        }

        if (slots > stack.Length)
        {
            Array.Resize(ref stack, Math.Max(slots, Math.Min(64, stack.Length * 2)));
        }

        for (int i = SlotCount; i < slots; i++)
        {
            stack[i] = default;
        }

        SlotCount = slots;
    }

    /// <summary>Starts a frame with nothing known.</summary>
    public void Reset(int callSite, int frameNo, int subprogram)
    {
        CallSite = callSite;
        FrameNo = frameNo;
        Subprogram = subprogram;
        SlotCount = 0;
        StackUse = null;
        InCallback = InAsyncCallback = false;
        CallbackReturns = default;
        CallbackDepth = AsyncEntries = 0;
        for (int i = 0; i < Registers.Length; i++)
        {
            Registers[i].SetNotInit();
        }

        Registers[10].SetPointer(RegisterType.PtrToStack);
        Registers[10].FrameNo = frameNo;
    }

    /// <summary>Becomes a copy.</summary>
    public void CopyFrom(FuncState other)
    {
        CallSite = other.CallSite;
        FrameNo = other.FrameNo;
        Subprogram = other.Subprogram;
        StackUse = other.StackUse;
        InCallback = other.InCallback;
        InAsyncCallback = other.InAsyncCallback;
        CallbackReturns = other.CallbackReturns;
        CallbackDepth = other.CallbackDepth;
        AsyncEntries = other.AsyncEntries;
        Array.Copy(other.Registers, Registers, Registers.Length);
        if (stack.Length < other.SlotCount)
        {
            stack = new StackSlot[other.SlotCount];
        }

        Array.Copy(other.stack, stack, other.SlotCount);
        SlotCount = other.SlotCount;
    }
}

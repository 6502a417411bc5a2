using System.Collections.Generic;
using Bpf.Verifier.Setup;

namespace Bpf.Verifier.Pruning;

/// <summary>The stack slots that the instructions of one subprogram read and overwrite, called along one chain.</summary>
/// <param name="subprogram">The subprogram.</param>
/// <param name="depth">Calls above it.</param>
/// <param name="caller">What is known of its caller; null at depth 0.</param>
/// <param name="callSite">Where it is called.</param>
/// <param name="graph">The flow of control.</param>
/// <param name="changed">Where it enters itself once something was learned.</param>
internal sealed class StackUse(Subprogram subprogram, int depth, StackUse? caller, int callSite, FlowGraph graph, List<StackUse> changed)
{
    private readonly int start = subprogram.Start;
    private readonly int length = subprogram.End - subprogram.Start;
    private readonly bool[] stored = new bool[subprogram.End - subprogram.Start];

    // One a frame of the chain; null where no slot of it was touched.
    private readonly SlotFlow?[] frames = new SlotFlow?[depth + 1];
    private readonly ulong[] writtenThrough = new ulong[depth];
    private bool isChanged;

    /// <summary>Remembers a read.</summary>
    public void MarkRead(int frame, int at, ulong slots)
    {
        if (slots != 0 && Flow(frame).Read(at - start, slots))
        {
            NoteChange();
        }
    }

    /// <summary>Remembers what a store overwrote. For certain it overwrites what it overwrites every time.</summary>
    public void MarkStored(int at, ulong[] slotsByFrame)
    {
        int i = at - start;
        bool again = stored[i];
        stored[i] = true;
        for (int f = 0; f <= depth; f++)
        {
            ulong slots = slotsByFrame[f];
            if (slots == 0 && frames[f] is null)
            {
                continue;
            }

            SlotFlow flow = Flow(f);
            if (flow.Write(i, again ? flow.Written(i) & slots : slots))
            {
                NoteChange();
            }
        }
    }

    /// <summary>The slots of a frame that may be read from an instruction on.</summary>
    public ulong LiveBefore(int frame, int at) => frames[frame] is { } flow && at - start < length ? flow.LiveBefore(at - start) : 0;

    /// <summary>Brings liveness up to date; the caller learns what is read and overwritten of its slots.</summary>
    public void Solve()
    {
        isChanged = false;
        for (int f = 0; f <= depth; f++)
        {
            if (frames[f] is not { } flow)
            {
                continue;
            }

            flow.Solve();
            if (f < depth)
            {
                caller!.MarkRead(f, callSite, flow.LiveBefore(0));
                writtenThrough[f] = flow.WrittenThrough();
            }
        }

        caller?.MarkStored(callSite, writtenThrough);
    }

    private SlotFlow Flow(int frame) => frames[frame] ??= new(start, length, graph);

    private void NoteChange()
    {
        if (!isChanged)
        {
            isChanged = true;
            changed.Add(this);
        }
    }
}

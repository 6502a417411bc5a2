using System;

namespace Bpf.Vm.Counterexamples;

/// <summary>Takes away from inputs what isn't needed for the same to be seen.</summary>
/// <param name="found">The inputs.</param>
/// <param name="trial">The program.</param>
/// <param name="refusal">What is to be seen.</param>
internal sealed class Simplifier(Inputs found, Trial trial, Refusal refusal)
{
    // A packet is an Ethernet header at least, unless it is the shortness that shows something.
    private const int ShortestWhole = 14;

    private Inputs _best = found;

    /// <summary>The plainest inputs that it comes to.</summary>
    public Inputs Run()
    {
        Keep(_best with { Seed = 1 });
        Keep(_best with { TaskId = 1 });
        Keep(_best with { FullRings = false });
        for (int i = _best.Entries.Length - 1; i >= 0; i--)
        {
            if (!Keep(_best with { Entries = _best.Entries.RemoveAt(i) }))
                Clear([.. _best.Entries[i].Value], value => _best with { Entries = _best.Entries.SetItem(i, _best.Entries[i] with { Value = [.. value] }) });
        }
        Clear(_best.Context, context => _best with { Context = context });
        if (_best.Packet is not { } packet) return _best;
        for (int length = ShortestWhole; length < packet.Length; length++)
        {
            if (Keep(_best with { Packet = packet.AsSpan(0, length).ToArray() })) break;
        }
        Clear(_best.Packet, bytes => _best with { Packet = bytes });
        return _best;
    }

    private void Clear(byte[] bytes, Func<byte[], Inputs> with)
    {
        byte[] best = [.. bytes];
        Clear(0, best.Length);

        // All at once where that goes, else each half.
        void Clear(int start, int count)
        {
            if (Array.FindIndex(best, start, count, b => b != 0) < 0) return;
            byte[] cleared = [.. best];
            Array.Clear(cleared, start, count);
            if (Keep(with(cleared)))
            {
                best = cleared;
                return;
            }
            if (count == 1) return;
            Clear(start, count / 2);
            Clear(start + count / 2, count - count / 2);
        }
    }

    private bool Keep(Inputs inputs)
    {
        if (refusal.Seen(trial.Run(inputs)) is null) return false;
        _best = inputs;
        return true;
    }
}

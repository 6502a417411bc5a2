using System.Collections.Generic;

namespace Bpf.Compiler.Backend;

/// <summary>Puts copies that all happen at once in an order that gives the same result one by one.</summary>
internal static class ParallelCopy
{
    /// <summary>Orders copies; no register is written twice.</summary>
    /// <param name="copies">(to, from) pairs.</param>
    /// <param name="temporary">Makes a register to break a cycle with.</param>
    public static List<(int To, int From)> Order(IEnumerable<(int To, int From)> copies, System.Func<int> temporary)
    {
        List<(int To, int From)> ordered = [];
        List<(int To, int From)> pending = [];
        Dictionary<int, int> readers = [];
        foreach ((int to, int from) in copies)
        {
            if (to == from)
                continue;
            pending.Add((to, from));
            readers.TryGetValue(from, out int n);
            readers[from] = n + 1;
        }

        while (pending.Count > 0)
        {
            int free = pending.FindIndex(c => !readers.TryGetValue(c.To, out int n) || n == 0);
            if (free >= 0)
            {
                (int to, int from) = pending[free];
                pending.RemoveAt(free);
                readers[from]--;
                ordered.Add((to, from));
                continue;
            }

            // Only cycles are left: save one register and let its readers read the copy.
            int saved = pending[0].To;
            int copy = temporary();
            ordered.Add((copy, saved));
            readers[copy] = readers[saved];
            readers[saved] = 0;
            for (int i = 0; i < pending.Count; i++)
            {
                if (pending[i].From == saved)
                    pending[i] = (pending[i].To, copy);
            }
        }

        return ordered;
    }
}

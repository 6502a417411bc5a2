using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Bpf.Core.Btf;

/// <summary>
/// Where the types of large BTF are, of which little is looked at: every 64th type's place is kept, and the types of the names that were asked for. A
/// load needs a few names of the kernel's 70 000; finding them takes one pass, however many they are.
/// </summary>
internal sealed class BtfDirectory(ReadOnlyMemory<byte> types, ReadOnlyMemory<byte> strings)
{
    private const int Interval = 64;
    private readonly object _gate = new();
    private readonly Dictionary<BtfName, int[]> _found = [];
    private volatile int[]? _milestones;
    private int _count;
    private long _last; // the type located last and its place: neighbors and the same one again are near

    /// <summary>The number of types.</summary>
    public int Count => Milestones.Length == 0 ? 0 : _count;

    private int[] Milestones
    {
        get
        {
            if (_milestones is null) Seek([]);
            return _milestones!;
        }
    }

    /// <summary>Where in the section a type is.</summary>
    /// <exception cref="BpfFormatException">There is no such type.</exception>
    public int Locate(int id)
    {
        int[] milestones = Milestones;
        if ((uint)(id - 1) >= (uint)_count) throw new BpfFormatException($"BTF has no type {id}: it has {_count}.");
        long last = Volatile.Read(ref _last);
        int from = (int)(last >> 32), at = (int)last, milestone = (id - 1) / Interval;
        if (from == 0 || from > id || from <= milestone * Interval) (from, at) = (milestone * Interval + 1, milestones[milestone]);
        if (from != id)
        {
            ReadOnlySpan<byte> records = types.Span;
            for (; from < id; from++)
            {
                uint info = BinaryPrimitives.ReadUInt32LittleEndian(records.Slice(at + 4));
                at += BtfFormat.TypeSize + BtfFormat.ExtraSize((BtfKind)(info >> 24 & 0x1f), (int)(info & 0xffff));
            }

            Volatile.Write(ref _last, (long)id << 32 | (uint)at);
        }

        return at;
    }

    /// <summary>The ids of all types of a name, ascending.</summary>
    public int[] FindAll(BtfName name)
    {
        lock (_gate)
        {
            if (!_found.TryGetValue(name, out int[]? ids))
            {
                Seek([name]);
                ids = _found[name];
            }

            return ids;
        }
    }

    /// <summary>Finds the types of names that will be asked for, together.</summary>
    public void Seek(IEnumerable<BtfName> names)
    {
        lock (_gate)
        {
            BtfName[] missing = [.. names.Where(name => !_found.ContainsKey(name)).Distinct()];
            if (missing.Length == 0 && _milestones is not null) return;
            SoughtNames sought = new(missing);
            List<int> milestones = new(types.Length / (Interval * 20) + 1);
            _count = BtfScan.Run(types.Span, strings.Span, sought, Interval, milestones);
            _milestones = [.. milestones];
            int index = 0;
            foreach (int[] ids in sought.Found())
                _found[missing[index++]] = ids;
        }
    }
}

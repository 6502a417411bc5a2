using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace Bpf.Core.Btf;

/// <summary>One pass over BTF's types: where they are, and those of the names that are sought.</summary>
internal static unsafe class BtfScan
{
    private const int Kinds = 32;

    /// <summary>Runs it.</summary>
    /// <param name="types">The section of types.</param>
    /// <param name="strings">The section of strings.</param>
    /// <param name="sought">The names; takes the ids found.</param>
    /// <param name="interval">Types between two milestones.</param>
    /// <param name="milestones">Takes where in the section the types 1, 1 + interval, ... are.</param>
    /// <returns>The number of types.</returns>
    /// <exception cref="BpfFormatException">A type is cut off or of an unknown kind, or a name that is looked at outside of the strings.</exception>
    public static int Run(ReadOnlySpan<byte> types, ReadOnlySpan<byte> strings, SoughtNames sought, int interval, List<int> milestones)
    {
        // By kind: bytes of a record, and in the higher half those of each of its entries; 0 for a kind that doesn't exist.
        uint* sizes = stackalloc uint[Kinds];
        uint plain = Fill(sizes), passedOver = sought.HasFunctions ? 0 : 1u << (int)BtfKind.Func;
        fixed (byte* start = types, text = strings)
        fixed (ulong* prefixes = sought.Prefixes)
        {
            byte* at = start, end = start + types.Length;
            uint lastWhole = (uint)Math.Max(strings.Length - SoughtNames.PrefixSize, 0);
            int count = 0, untilMilestone = 0;
            while (end - at >= BtfFormat.TypeSize)
            {
                if (untilMilestone-- == 0)
                {
                    milestones.Add((int)(at - start));
                    untilMilestone = interval - 1;
                }

                count++;
                uint name = Word(at), info = Word(at + 4);
                int kind = (int)(info >> 24 & 0x1f);
                // Most names are not sought, which their first bytes tell.
                if (name != 0 && (passedOver >> kind & 1) == 0 && (name > lastWhole || SoughtNames.MayHave(prefixes, Word(text + name))))
                {
                    if (name >= (uint)strings.Length) throw new BpfFormatException($"BTF type {count} has a name outside of the strings.");
                    sought.Add(strings.Slice((int)name), count, kind == (int)BtfKind.Func);
                }

                // A branch that is predicted: the next record's place need not wait for this one's content.
                if ((plain >> kind & 1) != 0)
                {
                    at += BtfFormat.TypeSize;
                    continue;
                }

                long size = (sizes[kind] & 0xffff) + (sizes[kind] >> 16) * (long)(info & 0xffff);
                if (size == 0 || size > end - at) throw CutOff(count);
                at += size;
            }

            return at == end ? count : throw CutOff(count + 1);
        }
    }

    /// <returns>A bit for each kind whose records have nothing but what all have.</returns>
    private static uint Fill(uint* sizes)
    {
        uint plain = 0;
        for (int kind = 0; kind < Kinds; kind++)
        {
            int none = BtfFormat.ExtraSize((BtfKind)kind, 0), one = BtfFormat.ExtraSize((BtfKind)kind, 1);
            sizes[kind] = none < 0 ? 0 : (uint)(BtfFormat.TypeSize + none | one - none << 16);
            if (none == 0 && one == 0) plain |= 1u << kind;
        }

        return plain;
    }

    private static uint Word(byte* at) => BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(at, sizeof(uint)));

    private static BpfFormatException CutOff(int id) => new($"BTF type {id} is cut off, or of a kind that is not known.");
}

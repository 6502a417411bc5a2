using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace Bpf.Core.Btf;

/// <summary>Finds the types in BTF and checks every offset and id once, so that views need not.</summary>
internal static class BtfTypesReader
{
    /// <param name="bytes">The content.</param>
    /// <param name="baseTypes">What it continues; null for nothing.</param>
    public static BtfTypes Read(byte[] bytes, BtfTypes? baseTypes = null)
    {
        BtfSections sections = BtfSections.Of(bytes, isSplit: baseTypes is not null);
        int[] offsets = Offsets(bytes, sections.TypesStart, sections.TypesLength);
        Check(bytes, offsets, (uint)sections.StringsLength + (uint)(baseTypes?.StringsEnd ?? 0), (uint)(baseTypes?.Count ?? 0));
        return new(bytes, offsets, sections, baseTypes);
    }

    private static int[] Offsets(byte[] bytes, int start, int length)
    {
        List<int> offsets = new(length / 20 + 1) { 0 };
        int end = start + length;
        for (int at = start; at < end;)
        {
            int id = offsets.Count;
            if (end - at < BtfFormat.TypeSize) throw new BpfFormatException($"BTF type {id} is cut off.");
            uint info = Word(bytes, at + 4);
            BtfKind kind = (BtfKind)(info >> 24 & 0x1f);
            int extra = BtfFormat.ExtraSize(kind, (int)(info & 0xffff));
            if (extra < 0) throw new BpfFormatException($"BTF type {id} is of kind {(int)kind}, which is not known.");
            if (end - at - BtfFormat.TypeSize < extra) throw new BpfFormatException($"BTF type {id} is cut off.");
            offsets.Add(at);
            at += BtfFormat.TypeSize + extra;
        }

        return [.. offsets];
    }

    private static void Check(byte[] bytes, int[] offsets, uint stringsEnd, uint baseCount)
    {
        for (int id = 1; id < offsets.Length; id++)
        {
            int at = offsets[id];
            uint info = Word(bytes, at + 4);
            int vlen = (int)(info & 0xffff);
            BtfKind kind = (BtfKind)(info >> 24 & 0x1f);
            int extra = at + BtfFormat.TypeSize;
            Name(at);
            if (BtfFormat.RefersToType(kind)) Type(at + 8);
            else if (Word(bytes, at + 8) > int.MaxValue) throw new BpfFormatException($"BTF type {id} is larger than 2 GiB.");

            switch (kind)
            {
                case BtfKind.Array:
                    Type(extra);
                    Type(extra + 4);
                    break;
                case BtfKind.Struct or BtfKind.Union:
                    for (int i = 0; i < vlen; i++, extra += 12)
                    {
                        Name(extra);
                        Type(extra + 4);
                    }

                    break;
                case BtfKind.Enum:
                    for (int i = 0; i < vlen; i++, extra += 8) Name(extra);
                    break;
                case BtfKind.Enum64:
                    for (int i = 0; i < vlen; i++, extra += 12) Name(extra);
                    break;
                case BtfKind.FuncProto:
                    for (int i = 0; i < vlen; i++, extra += 8)
                    {
                        Name(extra);
                        Type(extra + 4);
                    }

                    break;
                case BtfKind.Datasec:
                    for (int i = 0; i < vlen; i++, extra += 12)
                    {
                        Type(extra);
                        if (Word(bytes, extra + 4) > int.MaxValue || Word(bytes, extra + 8) > int.MaxValue)
                            throw new BpfFormatException($"BTF section {id} places a variable beyond 2 GiB.");
                    }

                    break;
            }

            void Name(int position)
            {
                if (Word(bytes, position) >= stringsEnd)
                    throw new BpfFormatException($"BTF type {id} has a name outside of the strings.");
            }

            void Type(int position)
            {
                if (Word(bytes, position) >= baseCount + (uint)offsets.Length)
                    throw new BpfFormatException($"BTF type {id} refers to type {Word(bytes, position)}; there are {baseCount + offsets.Length - 1}.");
            }
        }
    }

    private static uint Word(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset, 4));
}

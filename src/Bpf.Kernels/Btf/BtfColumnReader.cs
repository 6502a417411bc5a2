using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Text;
using Bpf.Core.Btf;

namespace Bpf.Kernels;

/// <summary>Unpacks one BTF.</summary>
internal sealed class BtfColumnReader(BtfColumns columns, IReadOnlyList<string> strings) : BtfPacker
{
    private readonly List<uint> seen = [0];
    private readonly MemoryStream text = new();
    private int lastNew = -1;

    public BtfTypes Read()
    {
        const uint Magic = 0x1_EB9F;
        const int HeaderLength = 24;
        text.WriteByte(0);
        uint count = columns.Read(1, BtfKind.Void);
        List<uint> words = [];
        for (int id = 1; id <= count; id++)
        {
            uint[] record = [];
            Walk(id, ref record);
            words.AddRange(record);
        }

        int typesLength = 4 * words.Count;
        words.InsertRange(0, [Magic, HeaderLength, 0, (uint)typesLength, (uint)typesLength, (uint)text.Length]);
        byte[] bytes = new byte[HeaderLength + typesLength + text.Length];
        for (int i = 0; i < words.Count; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        text.ToArray().CopyTo(bytes, HeaderLength + typesLength);
        return BtfTypes.Read(ImmutableArray.Create(bytes));
    }

    protected override uint Number(int column, BtfKind kind, uint value) => columns.Read(column, kind);

    protected override uint Name(BtfKind kind, int position, uint offset)
    {
        uint order = columns.Read(16 + position, kind);
        if (order > 0) return seen[(int)order - 1];
        lastNew += 1 + (int)Unsigned(columns.Read(2, BtfKind.Void));
        offset = (uint)text.Length;
        seen.Add(offset);
        byte[] bytes = Encoding.UTF8.GetBytes(strings[lastNew]);
        text.Write(bytes, 0, bytes.Length);
        text.WriteByte(0);
        return offset;
    }
}

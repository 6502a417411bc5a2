using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bpf.Core.Btf;

namespace Bpf.Kernels;

/// <summary>Streams of numbers, one for each kind of word, so that like stands beside like; seven bits a byte, low ones first.</summary>
internal sealed class BtfColumns
{
    private readonly Dictionary<int, MemoryStream> columns = [];

    public void Write(int column, BtfKind kind, uint value) => Write(Column(Key(column, kind)), value);

    public uint Read(int column, BtfKind kind) => Read(Column(Key(column, kind)));

    /// <summary>All of them, each with its key and length.</summary>
    public void Save(Stream target)
    {
        foreach (KeyValuePair<int, MemoryStream> column in columns.OrderBy(static column => column.Key))
        {
            Write(target, (uint)column.Key);
            Write(target, (uint)column.Value.Length);
            column.Value.WriteTo(target);
        }

        Write(target, 0);
    }

    /// <summary>What <see cref="Save"/> wrote.</summary>
    public static BtfColumns Load(Stream source)
    {
        BtfColumns loaded = new();
        while (Read(source) is not 0 and uint key)
        {
            byte[] bytes = new byte[Read(source)];
            for (int at = 0, read; at < bytes.Length; at += read)
            {
                read = source.Read(bytes, at, bytes.Length - at);
                if (read == 0) throw new EndOfStreamException();
            }

            loaded.columns.Add((int)key, new(bytes));
        }

        return loaded;
    }

    private static int Key(int column, BtfKind kind) => 1 + column * 32 + (int)kind;

    private MemoryStream Column(int key)
    {
        if (!columns.TryGetValue(key, out MemoryStream? column)) columns.Add(key, column = new());
        return column;
    }

    private static void Write(Stream stream, uint value)
    {
        for (; value > 0x7f; value >>= 7) stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }

    private static uint Read(Stream stream)
    {
        uint value = 0;
        for (int shift = 0; ; shift += 7)
        {
            int next = stream.ReadByte();
            if (next < 0) throw new EndOfStreamException();
            value |= (uint)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }
}

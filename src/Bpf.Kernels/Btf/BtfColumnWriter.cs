using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using Bpf.Core.Btf;

namespace Bpf.Kernels;

/// <summary>Packs one BTF.</summary>
internal sealed class BtfColumnWriter : BtfPacker
{
    private readonly BtfTypes types;
    private readonly IList<string> strings;
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, uint> seen = new() { [0] = 0 };
    private readonly BtfColumns columns = new();
    private int lastNew = -1;

    public BtfColumnWriter(BtfTypes types, IList<string> strings)
    {
        this.types = types;
        this.strings = strings;
        for (int i = 0; i < strings.Count; i++) indexes.Add(strings[i], i);
    }

    public void Write(Stream target)
    {
        columns.Write(1, BtfKind.Void, (uint)types.Count);
        HashSet<int> callable = CallablePrototypes();
        byte[] bytes = [.. types.Bytes];
        int at = Word(bytes, 4) + Word(bytes, 8);
        for (int id = 1; id <= types.Count; id++)
        {
            BtfType type = types[id];
            BtfWords row = BtfWords.Of(type.Kind);
            uint[] words = new uint[3 + row.Entries((uint)type.Length) * row.Entry.Length];
            for (int i = 0; i < words.Length; i++, at += 4) words[i] = (uint)Word(bytes, at);
            if (type.Kind == BtfKind.FuncProto && !callable.Contains(id)) DropNames(words);
            Walk(id, ref words);
        }

        columns.Save(target);
    }

    /// <summary>
    /// The names of parameters mean something where programs may call (<c>mem__sz</c>, <c>flags__k</c>), and where they say what an
    /// argument may be (<c>task__nullable</c>).
    /// </summary>
    private HashSet<int> CallablePrototypes()
    {
        HashSet<int> prototypes = [];
        for (int id = 1; id <= types.Count; id++)
        {
            BtfType type = types[id];
            if (type.Kind == BtfKind.DeclTag && type.Name == "bpf_kfunc" && types[type.TypeId] is { Kind: BtfKind.Func } tagged)
                prototypes.Add(tagged.TypeId);
            else if (type.Kind == BtfKind.Func && type.Name.StartsWith("bpf_", StringComparison.Ordinal))
                prototypes.Add(type.TypeId);
            else if (type.Kind == BtfKind.FuncProto && HasSuffix(type))
                prototypes.Add(id);
        }

        return prototypes;
    }

    private static bool HasSuffix(BtfType prototype)
    {
        for (int i = 0; i < prototype.Length; i++)
        {
            if (prototype.Parameter(i).Name.LastIndexOf("__", StringComparison.Ordinal) > 0) return true;
        }

        return false;
    }

    private static void DropNames(uint[] prototype)
    {
        for (int i = 3; i < prototype.Length; i += 2) prototype[i] = 0;
    }

    private static int Word(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at, 4));

    protected override uint Number(int column, BtfKind kind, uint value)
    {
        columns.Write(column, kind, value);
        return value;
    }

    /// <summary>0 for a string met for the first time, else 1 + the order in which it was first met.</summary>
    protected override uint Name(BtfKind kind, int position, uint offset)
    {
        if (seen.TryGetValue(offset, out uint order))
        {
            columns.Write(16 + position, kind, order + 1);
            return offset;
        }

        seen.Add(offset, (uint)seen.Count);
        string text = types.GetString((int)offset);
        if (!indexes.TryGetValue(text, out int index))
        {
            indexes.Add(text, index = strings.Count);
            strings.Add(text);
        }

        columns.Write(16 + position, kind, 0);
        columns.Write(2, BtfKind.Void, Signed((uint)(index - lastNew - 1)));
        lastNew = index;
        return offset;
    }
}

using System.Buffers.Binary;
using Bpf.Core.Btf;

namespace Bpf.Core.Tests.Btf;

/// <summary>Makes BTF that continues other BTF, as the kernel's build makes it for modules.</summary>
internal static class SplitBtf
{
    private const int HeaderSize = 24, StringsLengthAt = 20;

    /// <summary>Adds types behind those of a builder, and gives what was added.</summary>
    /// <param name="types">The base; it stays as it is.</param>
    /// <param name="add">Adds types.</param>
    /// <returns>The content for <see cref="BtfTypes.ReadSplit"/>.</returns>
    public static byte[] After(BtfBuilder types, Action<BtfBuilder> add)
    {
        byte[] before = types.ToBytes();
        BtfBuilder continued = types.Clone();
        add(continued);
        byte[] all = continued.ToBytes();
        (byte[] beforeTypes, byte[] beforeStrings) = Parts(before);
        (byte[] allTypes, byte[] allStrings) = Parts(all);
        // Both tables of strings begin alike, since the builder only appends.
        Assert.True(allStrings.AsSpan().StartsWith(beforeStrings));
        return Whole(before.AsSpan(0, HeaderSize), allTypes[beforeTypes.Length..], allStrings[beforeStrings.Length..]);
    }

    private static (byte[] Types, byte[] Strings) Parts(byte[] btf)
    {
        int types = BinaryPrimitives.ReadInt32LittleEndian(btf.AsSpan(12)), strings = BinaryPrimitives.ReadInt32LittleEndian(btf.AsSpan(StringsLengthAt));
        return (btf[HeaderSize..(HeaderSize + types)], btf[(HeaderSize + types)..(HeaderSize + types + strings)]);
    }

    private static byte[] Whole(ReadOnlySpan<byte> header, byte[] types, byte[] strings)
    {
        byte[] whole = [.. header, .. types, .. strings];
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(12), types.Length);
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(16), types.Length);
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(StringsLengthAt), strings.Length);
        return whole;
    }
}

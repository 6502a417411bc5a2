using System;

namespace Bpf.Core.Btf;

/// <summary>A type that stands where a kernel is not to see the real one: an unsigned byte, behind all others.</summary>
internal static class BtfPlaceholder
{
    /// <summary>The id that <see cref="Append"/> gives it.</summary>
    public static int IdIn(BtfTypes types) => types.Count + 1;

    /// <summary>The section with that type.</summary>
    /// <param name="types">The section.</param>
    /// <param name="bytes">Its bytes, perhaps changed; no type in another place.</param>
    public static byte[] Append(BtfTypes types, byte[] bytes)
    {
        ReadOnlySpan<byte> records = bytes.AsSpan(types.TypesStart, types.TypesLength);
        ReadOnlySpan<byte> strings = bytes.AsSpan(types.StringsStart, types.StringsLength);
        const int Added = BtfFormat.TypeSize + 4;
        ByteWriter writer = new(BtfFormat.HeaderSize + records.Length + Added + strings.Length);
        BtfFormat.WriteHeader(writer, records.Length + Added, strings.Length);
        writer.Bytes(records);
        writer.UInt32(0);
        writer.UInt32(BtfFormat.Info(BtfKind.Int, 0, false));
        writer.UInt32(1);
        writer.UInt32(8);
        writer.Bytes(strings);
        return writer.ToArray();
    }
}

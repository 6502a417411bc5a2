using System.Buffers.Binary;

namespace Bpf.Fuzz.Objects;

/// <summary>Damages objects: the same start and number give the same damage, so that a finding is these two.</summary>
/// <param name="seeds">What to start from.</param>
/// <param name="start">The seed of the run.</param>
internal sealed class Damage(byte[][] seeds, int start)
{
    private const int SectionHeader = 64;

    private static readonly ulong[] s_interesting =
        [0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000, long.MaxValue, ulong.MaxValue];

    /// <summary>One that is not damaged.</summary>
    public byte[] Sound => seeds[0];

    /// <summary>The input of a number.</summary>
    public byte[] Make(long number)
    {
        Random random = new(unchecked((int)((ulong)start * 0x9e3779b97f4a7c15 + (ulong)number * 0xbf58476d1ce4e5b9 >> 17)));
        byte[] bytes = [.. seeds[random.Next(seeds.Length)]];
        // Mostly little, so that most of what is damaged is reached.
        int times = 1 + (random.Next(3) == 0 ? random.Next(8) : 0);
        for (int i = 0; i < times && bytes.Length > 0; i++) bytes = Once(bytes, random);
        return bytes;
    }

    private byte[] Once(byte[] bytes, Random random)
    {
        (int from, int length) = Part(bytes, random);
        int at = from + random.Next(length);
        switch (random.Next(16))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + random.Next(64))..]];
            case 2:
                byte[] more = new byte[1 + random.Next(64)];
                random.NextBytes(more);
                return [.. bytes[..at], .. more, .. bytes[at..]];
            case 3:
                byte[] other = seeds[random.Next(seeds.Length)];
                int piece = random.Next(1, Math.Min(256, other.Length)), source = random.Next(other.Length - piece);
                other.AsSpan(source, Math.Min(piece, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
                return bytes;
            case 4 or 5:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 6:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            default:
                Number(bytes, at, 1 << random.Next(4), random);
                return bytes;
        }
    }

    // A number where one may be: at a multiple of its size.
    private static void Number(byte[] bytes, int at, int size, Random random)
    {
        at -= at % size;
        if (at + size > bytes.Length) return;
        Span<byte> place = bytes.AsSpan(at, size);
        ulong before = 0;
        for (int i = size - 1; i >= 0; i--) before = before << 8 | place[i];
        ulong value = random.Next(4) switch
        {
            0 => before + (ulong)(random.Next(9) - 4),
            1 => (ulong)(bytes.Length + random.Next(17) - 8),
            2 => (ulong)random.Next(64),
            _ => s_interesting[random.Next(s_interesting.Length)],
        };
        for (int i = 0; i < size; i++) place[i] = (byte)(value >> (8 * i));
    }

    /// <summary>A section, the table of sections, or all of it: small parts are as interesting as large ones.</summary>
    private static (int From, int Length) Part(byte[] bytes, Random random)
    {
        if (bytes.Length < SectionHeader || random.Next(4) == 0) return (0, bytes.Length);
        long table = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(40));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(60));
        if (count == 0 || table < 0 || table > bytes.Length - (long)count * SectionHeader) return (0, bytes.Length);
        if (random.Next(4) == 0) return ((int)table, count * SectionHeader);
        ReadOnlySpan<byte> header = bytes.AsSpan((int)table + random.Next(count) * SectionHeader);
        long offset = BinaryPrimitives.ReadInt64LittleEndian(header[24..]), size = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
        return offset >= 0 && size > 0 && offset < bytes.Length && size <= bytes.Length - offset ? ((int)offset, (int)size) : (0, bytes.Length);
    }
}

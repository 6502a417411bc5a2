using System.Reflection;

namespace Bpf.Differential.Tests;

/// <summary>Edge values of each type; their combinations, thinned out evenly where there are many.</summary>
internal static class Inputs
{
    private const int MaxCombinations = 150;

    public static IEnumerable<ulong[]> For(MethodInfo method)
    {
        ulong[][] values = [.. method.GetParameters().Select(p => Edges(p.ParameterType))];
        long count = values.Aggregate(1L, (n, v) => n * v.Length);
        long step = Math.Max(1, count / MaxCombinations);
        while (step > 1 && values.Any(v => v.Length > 1 && step % v.Length == 0)) step++; // else one of them would stand still
        for (long i = 0; i < count; i += step)
        {
            long rest = i;
            ulong[] input = new ulong[values.Length];
            for (int k = 0; k < values.Length; k++)
            {
                input[k] = values[k][rest % values[k].Length];
                rest /= values[k].Length;
            }

            yield return input;
        }
    }

    /// <summary>The argument a parameter of that type gets from 64 bits.</summary>
    public static object Argument(ulong bits, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => (bits & 1) != 0,
        TypeCode.Char => (char)bits,
        TypeCode.SByte => (sbyte)bits,
        TypeCode.Byte => (byte)bits,
        TypeCode.Int16 => (short)bits,
        TypeCode.UInt16 => (ushort)bits,
        TypeCode.Int32 => (int)bits,
        TypeCode.UInt32 => (uint)bits,
        TypeCode.Int64 => (long)bits,
        TypeCode.UInt64 => bits,
        _ => type == typeof(nint) ? (nint)(long)bits : (object)(nuint)bits,
    };

    /// <summary>The 64 bits of a result, as a cast to ulong gives them.</summary>
    public static ulong Bits(object result) => result switch
    {
        bool b => b ? 1UL : 0,
        char c => c,
        nint n => (ulong)(long)n,
        nuint n => n,
        ulong u => u,
        _ => (ulong)Convert.ToInt64(result, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static ulong[] Edges(Type type)
    {
        if (type == typeof(bool)) return [0, 1];
        int bits = 8 * (type == typeof(nint) || type == typeof(nuint) ? 8 : System.Runtime.InteropServices.Marshal.SizeOf(type == typeof(char) ? typeof(ushort) : type));
        ulong top = 1UL << (bits - 1);
        SortedSet<ulong> edges = [0, 1, 2, 3, 7, 8, 31, 63, 100, top - 1, top, top + 1, ~0UL, ~0UL - 1, ~0UL - 6, 0x5555_5555_5555_5555, 0x1234_5678_9abc_def0];
        if (bits == 64)
        {
            edges.Add(int.MaxValue);
            edges.Add(uint.MaxValue);
            edges.Add(unchecked((ulong)int.MinValue));
            edges.Add(1UL << 32);
        }

        ulong mask = ~0UL >> (64 - bits);
        return [.. edges.Select(e => e & mask).Distinct().Select((e, i) => (e, Key: (i * 7) % 23)).OrderBy(x => x.Key).Select(x => x.e)];
    }
}

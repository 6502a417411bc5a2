namespace Bpf.Fuzz.CSharp;

/// <summary>A random program.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Name">Its class.</param>
/// <param name="Text">The class: <c>Body</c> computes, the XDP program <c>Run</c> calls it on a <c>Frame</c> in the packet.</param>
/// <param name="Operators">The operators and conversions in it, by operand type.</param>
internal sealed record GeneratedProgram(int Seed, string Name, string Text, IReadOnlySet<(string Operator, string Type)> Operators)
{
    /// <summary>What programs refer to.</summary>
    public const string Prelude = """
        using System;
        using System.Buffers.Binary;
        using System.Numerics;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading;
        using Bpf;

        public struct Frame { public ulong Result; public ulong A; public ulong B; public ulong C; }
        [InlineArray(4)] public struct Bytes4 { private byte _e; }
        [InlineArray(8)] public struct Shorts8 { private short _e; }
        [InlineArray(4)] public struct UInts4 { private uint _e; }
        [InlineArray(2)] public struct Longs2 { private long _e; }
        public enum Color : byte { Red = 1, Green = 2, Blue = 200 }
        public enum Level { Low = -5, Middle, High = 1000 }
        [Flags] public enum Rights : ulong { None, Read = 1, Write = 2, Own = 1UL << 40 }
        [StructLayout(LayoutKind.Explicit)] public struct Union { [FieldOffset(0)] public ulong Whole; [FieldOffset(0)] public uint Low; [FieldOffset(4)] public int High; [FieldOffset(3)] public byte Third; }
        public static class Generic
        {
            public static T Pick<T>(bool first, T a, T b) where T : unmanaged => first ? a : b;
            public static void Swap<T>(ref T a, ref T b) where T : unmanaged { T t = a; a = b; b = t; }
            public static bool TryHalf(ulong value, out ulong half) { half = value / 2; return (value & 1) == 0; }
        }
        """;
}

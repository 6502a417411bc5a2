using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Threading;

namespace Corpus;

public static class Libraries
{
    public static int MinMax(int a, int b) => Math.Min(a, b) * 3 + Math.Max(a, b);
    public static uint MinMaxUnsigned(uint a, uint b) => Math.Min(a, b) * 3 + Math.Max(a, b);
    public static long MinMaxLong(long a, long b) => Math.Min(a, b) ^ Math.Max(a, b);
    public static ulong MinMaxUlong(ulong a, ulong b) => Math.Min(a, b) ^ (Math.Max(a, b) << 1);
    public static int MinMaxNarrow(sbyte a, byte b, short c) => Math.Min(a, (sbyte)3) + Math.Max(b, (byte)100) + Math.Min(c, (short)-4);
    public static int Abs(int a) => Math.Abs(a);
    public static long AbsLong(long a) => Math.Abs(a);
    public static int AbsNarrow(sbyte a, short b) => Math.Abs(a) + Math.Abs(b);
    public static int Pop(uint a, ulong b) => BitOperations.PopCount(a) * 100 + BitOperations.PopCount(b);
    public static int Leading(uint a, ulong b) => BitOperations.LeadingZeroCount(a) * 100 + BitOperations.LeadingZeroCount(b);
    public static int Trailing(uint a, ulong b) => BitOperations.TrailingZeroCount(a) * 100 + BitOperations.TrailingZeroCount(b);
    public static int TrailingSigned(int a, long b) => BitOperations.TrailingZeroCount(a) * 100 + BitOperations.TrailingZeroCount(b);
    public static int Log(uint a, ulong b) => BitOperations.Log2(a) * 100 + BitOperations.Log2(b);
    public static uint Rotate(uint a, int b) => BitOperations.RotateLeft(a, b) ^ (BitOperations.RotateRight(a, b) * 3);
    public static ulong RotateLong(ulong a, int b) => BitOperations.RotateLeft(a, b) ^ (BitOperations.RotateRight(a, b) * 3);
    public static bool Pow2(int a, uint b) => BitOperations.IsPow2(a) ^ BitOperations.IsPow2(b);
    public static ulong Reverse(ushort a, uint b, ulong c) => BinaryPrimitives.ReverseEndianness(a) + BinaryPrimitives.ReverseEndianness(b) * 3UL + BinaryPrimitives.ReverseEndianness(c);
    public static long ReverseSigned(short a, int b, long c) => BinaryPrimitives.ReverseEndianness(a) + BinaryPrimitives.ReverseEndianness(b) * 3L + BinaryPrimitives.ReverseEndianness(c);
    public static long Atomics(int a, long b) { int x = a; long y = b; Interlocked.Increment(ref x); Interlocked.Add(ref y, 5); int old = Interlocked.Exchange(ref x, 3); long cmp = Interlocked.CompareExchange(ref y, 9, b + 5); Interlocked.Decrement(ref y); Interlocked.Or(ref x, 8); Interlocked.And(ref x, 10); return x + y * 3 + old + cmp; }
    public static uint AtomicsUnsigned(uint a) { uint x = a; uint n = Interlocked.Add(ref x, 7); uint o = Interlocked.Or(ref x, 1); return x ^ n ^ (o << 1) ^ Interlocked.Increment(ref x); }
    public static int VolatileAccess(int a) { int x = a; Volatile.Write(ref x, a + 1); return Volatile.Read(ref x) * 2; }
}

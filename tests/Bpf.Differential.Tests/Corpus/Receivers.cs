using System;

namespace Corpus;

// What members are called on: variables, copies, one of two, by an interface or an extension; arguments written in another order than declared.
public interface ICounter
{
    int Count { get; set; }
    int this[int step] { get; }
    void Step();
    int Twice() { Step(); return Count * 2; }
    static abstract int Start { get; }
    static virtual int Scale(int n) => n * 3;
}

public struct Up : ICounter
{
    public int N;
    public int Count { get => N; set => N = value; }
    public int this[int step] => N += step;
    public void Step() => N++;
    public static int Start => 5;
}

public struct Down : ICounter
{
    public int N;
    int ICounter.Count { get => N * 2; set => N = value + 1; }
    int ICounter.this[int step] => N -= step;
    public void Step() => N--;
    int ICounter.Twice() => N;
    public static int Start => -5;
    public static int Scale(int n) => n - 1;
}

public struct Table
{
    public int N;
    public int this[int row, int column = 3] { get => N + (row * 10) + column; set => N = N + (row * 100) + (column * 10) + value; }
}

internal static class PointExtensions
{
    extension(ref Pt2 p)
    {
        public int Z { get => p.X; set => p.X = value; }
        public int Total => p.X + p.Y;
        public void Grow(int by) => p.X += by;
    }

    extension(in Pt2 p)
    {
        public int Weighted(int k) => (p.X * k) + p.Y;
    }

    extension(Pt2 p)
    {
        public static Pt2 Unit => new() { X = 1, Y = 2 };
        public int Changed(int x) { p.X += x; return p.X + p.Y; }
    }

    extension<T>(T value) where T : unmanaged
    {
        public T Same() => value;
    }
}

public struct Pt2
{
    public int X, Y;
    public int Bump() => ++X;
}

public static class Receivers
{
    private static int Touch<T>(ref T t, int x) where T : struct, ICounter
    {
        t.Count = x;
        t.Step();
        t.Count++;
        t.Count += 5;
        return t.Count + t[2] + t.Twice() + T.Start + T.Scale(x);
    }

    private static int TouchCopy<T>(T t, int x) where T : struct, ICounter { t.Count += x; return t[1] + t.Count; }

    public static int By_interface(int x)
    {
        Up up = new() { N = 1 };
        Down down = new() { N = 2 };
        int r = Touch(ref up, x) + (Touch(ref down, x) * 3);
        r += TouchCopy(up, 3) + TouchCopy(down, 4);
        return (r * 31) + (up.N * 7) + down.N;
    }

    public static int Named_arguments_of_an_indexer(int x)
    {
        Table t = default;
        int i = x & 3;
        t[column: x & 7, row: 2] = 5;
        t[1] += 4;
        t[column: 2, row: 1]++;
        t[column: i++, row: i++] += i;
        return (t.N * 10) + i + t[column: 4, row: x & 3];
    }

    public static int One_of_two(int x)
    {
        Pt2 p = new() { X = 1, Y = 2 }, q = new() { X = 3, Y = 4 };
        (x > 0 ? ref p : ref q).Bump();
        (x > 5 ? p : q).Bump();
        (x > 7 ? ref p : ref q).Y += x & 7;
        (x > 9 ? ref p : ref q).Grow(x > 3 ? 20 : 30);
        int sum = (x > 11 ? ref p : ref q).X + (p.X = 9);
        return (p.X * 1000) + (q.X * 100) + (p.Y * 10) + q.Y + sum;
    }

    public static int By_extension(int x)
    {
        Pt2 p = new() { X = x & 63, Y = 1 };
        p.Grow(2);
        p.Grow(x > 3 ? 4 : 5);
        p.Z = p.Total;
        p.Z += 4;
        p.Z++;
        return p.Weighted(3) + (p.Changed(p.Bump()) * 5) + p.X + Pt2.Unit.Y + x.Same() + p.Same().Y;
    }
}

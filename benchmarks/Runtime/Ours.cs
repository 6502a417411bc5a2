using System.Diagnostics;

namespace Bpf.RuntimeBenchmark;

/// <summary>Our side of what C/work.c does. Each method returns nanoseconds a unit: a record, an element, a cell.</summary>
internal sealed class Ours : IDisposable
{
    private const int Fill = 16_384, PerfFill = 2_048, Elements = 10_000, BatchSize = 1_000, BatchTurns = 20, Cells = 4_096, CellTurns = 50;

    private readonly Work.Loaded _work = Work.Load();
    private readonly byte[] _packet = new byte[64];
    private readonly RingBufferHandler<Record> _take;
    private readonly ulong[] _keys = [.. Enumerable.Range(0, BatchSize).Select(i => (ulong)i)], _values = new ulong[BatchSize];
    private ulong _sum;

    public Ours()
    {
        _take = Take;
        _work.Perf.Open();
        for (ulong key = 0; key < Elements; key++)
            _work.Table[key] = key;
    }

    /// <summary>Bytes allocated by reading a filled ring buffer.</summary>
    public long AllocatedByRing()
    {
        _work.FillRing.Run(_packet, Fill);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _work.Ring.Consume(_take);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public double Ring()
    {
        _work.FillRing.Run(_packet, Fill);
        long start = Stopwatch.GetTimestamp();
        int count = _work.Ring.Consume(_take);
        return Each(start, count, Fill);
    }

    public double Perf()
    {
        _work.FillPerf.Run(_packet, PerfFill);
        long start = Stopwatch.GetTimestamp();
        int count = _work.Perf.Consume(_take);
        return Each(start, count, PerfFill);
    }

    public double Lookup()
    {
        int count = 0;
        long start = Stopwatch.GetTimestamp();
        for (ulong key = 0; key < Elements; key++)
        {
            if (!_work.Table.TryGetValue(key, out ulong value)) break;
            _sum += value;
            count++;
        }

        return Each(start, count, Elements);
    }

    public double Update()
    {
        long start = Stopwatch.GetTimestamp();
        for (ulong key = 0; key < Elements; key++)
            _work.Table[key] = key;
        return Each(start, Elements, Elements);
    }

    public double BatchWrite()
    {
        for (int i = 0; i < BatchSize; i++)
            _keys[i] = _values[i] = (ulong)i;
        long start = Stopwatch.GetTimestamp();
        for (int turn = 0; turn < BatchTurns; turn++)
            _work.Thousand.SetRange(_keys, _values);
        return Each(start, BatchSize, BatchSize) / BatchTurns;
    }

    public double BatchRead()
    {
        int count = 0;
        long start = Stopwatch.GetTimestamp();
        for (int turn = 0; turn < BatchTurns; turn++)
            count = _work.Thousand.CopyTo(_keys, _values);
        return Each(start, count, BatchSize) / BatchTurns;
    }

    public double Array()
    {
        long start = Stopwatch.GetTimestamp();
        for (int turn = 0; turn < CellTurns; turn++)
            _work.Mapped.InPlace(this, static (cells, ours) => ours._sum += Sum(cells));
        return Each(start, Cells, Cells) / CellTurns;
    }

    public double ArrayByIndex()
    {
        long start = Stopwatch.GetTimestamp();
        for (int cell = 0; cell < Cells; cell++)
            _sum += _work.Mapped[cell];
        return Each(start, Cells, Cells);
    }

    public void Dispose() => _work.Dispose();

    /// <summary>Programs change the cells meanwhile.</summary>
    private static ulong Sum(Span<ulong> cells)
    {
        ulong sum = 0;
        foreach (ref ulong cell in cells)
            sum += Volatile.Read(ref cell);
        return sum;
    }

    private static double Each(long start, int count, int expected) => count == expected
        ? Stopwatch.GetElapsedTime(start).TotalNanoseconds / count
        : throw new InvalidOperationException($"{count} of {expected} were there.");

    private void Take(ref readonly Record record) => _sum += record.Number;
}

using Bpf.Runtime.Tests.Support;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>Reading ring buffers of the running kernel.</summary>
public sealed class RingBufferTests
{
    public struct Record
    {
        public ulong Sequence;
        public ulong Check;
    }

    private static BpfObject Load(LoadOptions? options = null, BpfConfig? config = null)
    {
        Requires.Kernel();
        return BpfObject.Load(ClangObject.Compile("events"), options, config);
    }

    private static int Write(BpfObject target)
    {
        RawTracepointArgs context = default;
        return new RawTracepointProgram(target.Program("write_record"), "sys_enter").Run(in context);
    }

    [Fact]
    public void Discarded_records_are_passed_over()
    {
        using BpfObject target = Load();
        BpfRingBuffer<Record> ring = new(target, "events");
        for (int i = 0; i < 9; i++)
            Assert.Equal(0, Write(target));
        List<ulong> sequence = [];
        Assert.Equal(6, ring.Consume((ref readonly Record record) => sequence.Add(record.Sequence)));
        Assert.Equal([0ul, 1, 3, 4, 6, 7], sequence);
        Assert.Equal(0, ring.Consume((ref readonly Record _) => Assert.Fail("nothing is left")));
    }

    [Fact]
    public async Task Under_load_every_record_comes_once_in_order_or_is_counted_as_lost()
    {
        using BpfObject target = Load();
        BpfRingBuffer<Record> ring = new(target, "events");
        const int writes = 60_000;
        Task writer = Task.Run(() =>
        {
            for (int i = 0; i < writes; i++)
                Write(target);
        });
        ulong lost = 0, received = 0;
        long last = -1;
        using CancellationTokenSource stop = new();
        Task done = writer.ContinueWith(_ => stop.CancelAfter(500), TaskScheduler.Default);
        try
        {
            await foreach (Event<Record> e in ring.ReadAllAsync(stop.Token))
            {
                if (!e.TryGetValue(out Record record))
                {
                    lost += e.Lost;
                    continue;
                }

                Assert.Equal(~record.Sequence, record.Check);
                Assert.True((long)record.Sequence > last);
                last = (long)record.Sequence;
                received++;
            }
        }
        catch (OperationCanceledException)
        {
        }

        await done;
        // Every third record is discarded, unless it was lost.
        Assert.Equal(ring.Lost, lost);
        Assert.InRange(received + lost, (ulong)writes * 2 / 3, (ulong)writes);
    }

    [Fact]
    public void An_overrun_is_counted_and_leaves_records_whole()
    {
        using BpfObject target = Load();
        BpfRingBuffer<Record> ring = new(target, "events");
        ulong lost = 0;
        for (int i = 0; i < 1000; i++)
            lost += (ulong)Write(target);
        Assert.True(lost > 0);
        Assert.Equal(lost, ring.Lost);
        ring.Consume((ref readonly Record record) => Assert.Equal(~record.Sequence, record.Check));
        Assert.Equal(0, Write(target));
    }

    [Fact]
    public async Task A_waiting_reader_is_woken_by_a_record()
    {
        using BpfObject target = Load();
        BpfRingBuffer<Record> ring = new(target, "events");
        await using IAsyncEnumerator<Event<Record>> events = ring.ReadAllAsync().GetAsyncEnumerator();
        for (ulong i = 0; i < 50; i++)
        {
            ValueTask<bool> next = events.MoveNextAsync();
            if (i % 3 == 2)
                Write(target);
            Assert.Equal(0, Write(target));
            Assert.True(await next);
            Assert.False(events.Current.IsLost);
            if (i % 3 == 1)
                Write(target);
        }
    }

    [Fact]
    public async Task Disposal_ends_an_enumeration_that_waits()
    {
        BpfObject target = Load();
        BpfRingBuffer<Record> ring = new(target, "events");
        Task reader = Task.Run(async () =>
        {
            await foreach (Event<Record> _ in ring.ReadAllAsync())
            {
            }
        });
        Write(target);
        await Task.Delay(50);
        target.Dispose();
        await reader.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Disposal_ends_a_wait_on_a_thread()
    {
        BpfObject target = Load();
        BpfRingBuffer<Record> ring = new(target, "events");
        Task<int> reader = Task.Run(() => ring.Poll(Timeout.InfiniteTimeSpan, (ref readonly Record _) => { }));
        await Task.Delay(50);
        target.Dispose();
        Assert.Equal(0, await reader.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Disposal_while_others_read_and_write_is_safe()
    {
        for (int round = 0; round < 10; round++)
        {
            BpfObject target = Load();
            BpfRingBuffer<Record> ring = new(target, "events");
            using ManualResetEventSlim reading = new();
            Task reader = Task.Run(() =>
            {
                while (!target.Map("events").Ring.IsClosed)
                {
                    ring.Consume((ref readonly Record record) => Assert.Equal(~record.Sequence, record.Check));
                    reading.Set();
                }
            });
            Task writer = Task.Run(() =>
            {
                try
                {
                    while (true)
                        Write(target);
                }
                catch (ObjectDisposedException)
                {
                }
            });
            reading.Wait();
            target.Dispose();
            await Task.WhenAll(reader, writer).WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public void A_handler_may_dispose_the_object()
    {
        BpfObject target = Load();
        BpfRingBuffer<Record> ring = new(target, "events");
        Write(target);
        Write(target);
        Assert.Equal(1, ring.Consume((ref readonly Record record) =>
        {
            target.Dispose();
            Assert.Equal(~record.Sequence, record.Check);
        }));
    }

    [Fact]
    public void A_handler_that_reads_the_same_buffer_is_refused()
    {
        using BpfObject target = Load();
        BpfRingBuffer<Record> ring = new(target, "events");
        Write(target);
        Assert.Throws<InvalidOperationException>(() => ring.Consume((ref readonly Record _) =>
            ring.Consume((ref readonly Record _) => { })));
    }

    [Fact]
    public void A_record_of_another_size_is_refused()
    {
        using BpfObject target = Load();
        Write(target);
        Assert.Throws<BpfException>(() => new BpfRingBuffer<uint>(target, "events").Consume((ref readonly uint _) => { }));
    }

    [Fact]
    public async Task Cancellation_ends_a_wait()
    {
        using BpfObject target = Load();
        using CancellationTokenSource stop = new();
        IAsyncEnumerator<Event<Record>> events = new BpfRingBuffer<Record>(target, "events").ReadAllAsync(stop.Token).GetAsyncEnumerator();
        ValueTask<bool> next = events.MoveNextAsync();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task Polling_waits_for_records()
    {
        using BpfObject target = Load();
        BpfRingBuffer<Record> ring = new(target, "events");
        int count = 0;
        Assert.Equal(0, ring.Poll(TimeSpan.Zero, (ref readonly Record _) => count++));
        Task writer = Task.Run(() => Write(target));
        Assert.Equal(1, ring.Poll(Timeout.InfiniteTimeSpan, (ref readonly Record _) => count++));
        Assert.Equal(1, count);
        await writer;
    }

    [Fact]
    public void Consuming_allocates_nothing()
    {
        using BpfObject target = Load();
        BpfRingBuffer<Record> ring = new(target, "events");
        ulong sum = 0;
        RingBufferHandler<Record> handler = (ref readonly Record record) => sum += record.Sequence;
        Write(target);
        ring.Consume(handler);
        for (int i = 0; i < 100; i++)
            Write(target);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = ring.Consume(handler);
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.InRange(count, 60, 100);
        Assert.Equal(before, after);
    }
}

using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Ring buffers, with the machine's own page size.</summary>
public sealed class RingBufferTests
{
    private const int RecordHeader = 8, Record = 16;

    [Fact]
    public void Every_record_comes_once_in_order()
    {
        using Hooks.Loaded hooks = Attached();
        // More than the buffer holds, read in between: positions wrap.
        List<long> seen = [];
        for (int i = 0; i < 20_000; i++)
        {
            ProcessGroup.Of(Process(i));
            if (i % 1000 == 999)
                hooks.Sightings.Consume((ref readonly Sighting sighting) => seen.Add(sighting.Value));
        }

        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (long)Process(i)), seen);
        Assert.Equal(0ul, hooks.Sightings.Lost);
    }

    [Fact]
    public void A_full_buffer_loses_what_comes_last_and_counts_it()
    {
        int size = Environment.SystemPageSize, calls = (size / (RecordHeader + Record)) + 100;
        using Hooks.Loaded hooks = Attached(size);
        for (int i = 0; i < calls; i++)
            ProcessGroup.Of(Process(i));
        List<long> seen = [];
        hooks.Sightings.Consume((ref readonly Sighting sighting) => seen.Add(sighting.Value));
        Assert.Equal(Enumerable.Range(0, seen.Count).Select(i => (long)Process(i)), seen);
        Assert.InRange(seen.Count, (size / (RecordHeader + Record)) - 1, size / (RecordHeader + Record));
        Assert.Equal((ulong)(calls - seen.Count), hooks.Sightings.Lost);
    }

    [Fact]
    public async Task A_reader_is_woken_and_told_of_losses()
    {
        using Hooks.Loaded hooks = Attached(Environment.SystemPageSize);
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(60));
        IAsyncEnumerator<Event<Sighting>> events = hooks.Sightings.ReadAllAsync(stop.Token).GetAsyncEnumerator();
        ValueTask<bool> next = events.MoveNextAsync();
        ProcessGroup.Of(Process(1));
        Assert.True(await next);
        Assert.Equal(Process(1), events.Current.Value.Value);
        for (int i = 0; i < Environment.SystemPageSize; i++)
            ProcessGroup.Of(Process(i));
        while (!events.Current.IsLost)
            Assert.True(await events.MoveNextAsync());
        Assert.Equal(hooks.Sightings.Lost, events.Current.Lost);
    }

    [Fact]
    public void A_size_that_is_no_multiple_of_the_page_size_is_refused_with_the_rule()
    {
        Needs.Features(Feature.RingBuffer);
        LoadOptions options = new() { MaxEntries = new Dictionary<string, int> { [nameof(Hooks.Loaded.Sightings)] = Environment.SystemPageSize / 2 } };
        BpfException exception = Assert.Throws<BpfException>(() => Hooks.Load(options: options));
        Assert.Contains($"page size ({Environment.SystemPageSize})", exception.Message);
    }

    // Numbers of no process.
    private static int Process(int i) => 0x3000_0000 + i;

    private static Hooks.Loaded Attached(int? size = null)
    {
        Needs.Features(Feature.RingBuffer);
        LoadOptions options = new();
        if (size is { } bytes)
            options = options with { MaxEntries = new Dictionary<string, int> { [nameof(Hooks.Loaded.Sightings)] = bytes } };
        Hooks.Loaded hooks = Hooks.Load(new() { Tgid = (uint)Environment.ProcessId }, options);
        hooks.OnCallEntry.Attach();
        return hooks;
    }
}

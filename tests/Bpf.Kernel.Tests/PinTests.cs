using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>What has a path on the BPF file system outlives its object.</summary>
public sealed class PinTests
{
    [Fact]
    public void A_pinned_map_is_found_again_with_its_content()
    {
        using BpfFolder folder = new();
        using (Tables.Loaded tables = Tables.Load())
        {
            tables.Counts[5] = 50;
            tables.Counts.Map.Pin(folder["counts"]);
        }

        using BpfMap map = BpfMap.OpenPinned(folder["counts"]);
        Assert.Equal(50ul, new BpfHashMap<uint, ulong>(map)[5]);
        Assert.Throws<BpfMapMismatchException>(() => new BpfHashMap<ulong, ulong>(map));
    }

    [Fact]
    public void The_next_start_with_the_same_folder_goes_on_with_the_same_maps()
    {
        using BpfFolder folder = new();
        LoadOptions options = new() { PinFolder = folder["app"] };
        using (Tables.Loaded tables = Tables.Load(options: options))
            tables.Counts[1] = 11;
        using (Tables.Loaded tables = Tables.Load(options: options))
            Assert.Equal(11ul, tables.Counts[1]);
    }

    [Fact]
    public void A_map_of_the_same_size_that_holds_something_else_is_refused_by_name()
    {
        using BpfFolder folder = new();
        LoadOptions options = new() { PinFolder = folder["app"] };
        using (FlowsBefore.Loaded before = FlowsBefore.Load(options: options))
            before.Flows[1] = new FlowBefore { Packets = 1, Bytes = 2 };
        using (FlowsBefore.Loaded again = FlowsBefore.Load(options: options))
            Assert.Equal(2u, again.Flows[1].Bytes);
        BpfMapMismatchException refused = Assert.Throws<BpfMapMismatchException>(() => FlowsAfter.Load(options: options));
        Assert.Contains("of its values, the value has a field 'Packets' where 'Bytes' is", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_link_stays_attached_after_its_object()
    {
        using BpfFolder folder = new();
        using (Tables.Loaded tables = Tables.Load())
        {
            tables.Counts.Map.Pin(folder["counts"]);
            tables.Count.Attach().Pin(folder["link"]);
        }

        using BpfMap map = BpfMap.OpenPinned(folder["counts"]);
        BpfHashMap<uint, ulong> counts = new(map);
        counts.Clear();
        ProcessGroup.Of(0);
        Assert.NotEmpty(counts);
    }
}

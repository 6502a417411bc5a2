using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Frontend.Tests;

/// <summary>What maps of maps may hold.</summary>
public class NestedMapTests
{
    private const string Program = "[Tracepoint(\"a\", \"b\")] static int F(in ulong ctx) => M.TryFind(1, out var inner) ? 1 : 0;";

    [Fact]
    public void A_map_of_maps_says_what_its_maps_look_like()
    {
        MapSpec outer = Assert.Single(Snippet.Members(
            "static readonly HashOfMaps<uint, LruHashMap<ulong, uint>> M = new(maxEntries: 8, inner: new(32)); " + Program).Module.Maps);
        Assert.Equal((MapType.HashOfMaps, 4, 4, 8), (outer.Type, outer.KeySize, outer.ValueSize, outer.MaxEntries));
        MapSpec inner = outer.InnerMap!;
        Assert.Equal((MapType.LruHash, 8, 4, 32), (inner.Type, inner.KeySize, inner.ValueSize, inner.MaxEntries));
    }

    [Theory]
    [InlineData("static readonly ArrayOfMaps<RingBuffer<ulong>> M = new(8, new(4096));", "BPF0004", "maps of type 'RingBuffer' are not held by other maps")]
    [InlineData("static readonly ArrayOfMaps<ArrayMap<ulong>> M = new(8, Other()); static ArrayMap<ulong> Other() => new(8);", "BPF0004", "its argument 'inner' is not 'new(...)'")]
    [InlineData("static readonly ArrayOfMaps<ArrayMap<ulong>> M = new(8, new(0));", "BPF0303", "maxEntries")]
    public void What_cannot_be_held_is_refused_by_name(string map, string id, string message)
    {
        Core.Explain.BpfDiagnostic refused = Snippet.Members(map + " " + Program).Diagnostics.First();
        Assert.Contains(message, refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(id, refused.Id);
    }
}

using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.KernelAsking;

namespace Bpf.Tests.Kernel;

/// <summary>The rows of <see cref="MapTypes"/>, each against the running kernel.</summary>
public class MapTypeProofTests
{
    public static TheoryData<MapType> Proven => [.. MapTypes.All.Where(row => row.Proven).Select(row => row.Type)];

    [Theory]
    [MemberData(nameof(Proven))]
    public void A_map_as_its_row_asks_for_is_created(MapType type)
    {
        MapTypeInfo row = Ask(type);
        Assert.True(Creates(row, MapSamples.Of(row)), $"{row.Name} is refused");
    }

    [Theory]
    [MemberData(nameof(Proven))]
    public void Sizes_outside_the_row_are_refused_and_those_at_its_ends_are_not(MapType type)
    {
        MapTypeInfo row = Ask(type);
        MapSpec right = MapSamples.Of(row);
        foreach (int size in new[] { 0, 1, 2, 4, 5, 8, 12, 16, 20, 260, 261, 512, 513 })
        {
            // BTF of the storages describes a fixed key and value.
            if (!row.NeedsBtf)
                Assert.True(row.Value.Allows(size) == Creates(row, right with { ValueSize = size }), $"value of {size} bytes");
            Assert.True(row.Key.Allows(size) == Creates(row, right with { KeySize = size }), $"key of {size} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(Proven))]
    public void Numbers_of_entries_are_as_the_row_says(MapType type)
    {
        MapTypeInfo row = Ask(type);
        MapSpec right = MapSamples.Of(row);
        int page = Environment.SystemPageSize;
        Assert.Equal(row.Entries is MapEntries.Zero, Creates(row, right with { MaxEntries = 0 }));
        Assert.Equal(row.Entries is MapEntries.Positive or MapEntries.One, Creates(row, right with { MaxEntries = 1 }));
        Assert.Equal(row.Entries is MapEntries.Positive or MapEntries.PowerOfTwoPages, Creates(row, right with { MaxEntries = page * 2 }) || type == MapType.Cpumap);
        Assert.Equal(row.Entries is MapEntries.Positive, Creates(row, right with { MaxEntries = page * 3 }) || type == MapType.Cpumap);
    }

    [Theory]
    [MemberData(nameof(Proven))]
    public void Each_flag_is_taken_or_refused_as_the_row_says(MapType type)
    {
        MapTypeInfo row = Ask(type);
        MapSpec right = MapSamples.Of(row);
        foreach (MapFlags flag in Enum.GetValues<MapFlags>())
        {
            // Single bits that need no second argument; 6.18 does not know the newest.
            if (flag is MapFlags.None or MapFlags.AccessMask or MapFlags.TokenFd or MapFlags.VtypeBtfObjFd or MapFlags.RbOverwrite)
                continue;
            bool allowed = row.Flags.HasFlag(flag);
            // A build id with its offset takes 32 bytes.
            int value = flag == MapFlags.StackBuildId && allowed ? 32 : right.ValueSize;
            Assert.True(allowed == Creates(row, right with { Flags = right.Flags | (uint)flag, ValueSize = value }), $"{flag} on {row.Name}");
        }

        foreach (MapFlags flag in Enum.GetValues<MapFlags>())
        {
            if (flag != MapFlags.None && row.RequiredFlags.HasFlag(flag))
                Assert.False(Creates(row, right with { Flags = right.Flags & ~(uint)flag }), $"{row.Name} without {flag}");
        }
    }

    private static MapTypeInfo Ask(MapType type)
    {
        Assert.SkipWhen(RawBpf.Missing is not null, RawBpf.Missing ?? "");
        MapTypeInfo row = MapTypes.Find(type)!;
        if (Environment.OSVersion.Version < row.Since)
            Assert.Skip($"the running kernel is older than {row.Since}");
        return row;
    }

    private static bool Creates(MapTypeInfo row, MapSpec spec)
    {
        int map = MapSamples.Create(row, spec);
        RawBpf.Close(map);
        return map > 0;
    }
}

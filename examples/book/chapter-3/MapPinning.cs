using Bpf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Book.Chapter3;

/// <summary>A map that outlives its maker: made, written, pinned; then found by its path and read.</summary>
public static class MapPinning
{
    private const string DefaultPath = "/sys/fs/bpf/my_array";

    /// <summary>Makes the map and pins it.</summary>
    public static void Save(string path)
    {
        using BpfMap map = BpfMap.Create(new MapSpec { Name = "my_array", Type = MapType.Array, KeySize = 4, ValueSize = 4, MaxEntries = 100 });
        BpfArrayMap<int> values = new(map);
        values[1] = 1234;
        map.Pin(path);
    }

    /// <summary>Finds the map and reads it.</summary>
    public static int Fetch(string path)
    {
        using BpfMap map = BpfMap.OpenPinned(path);
        return new BpfArrayMap<int>(map)[1];
    }

    /// <summary>Saves, fetches, unpins.</summary>
    public static Task Run(TextWriter output, CancellationToken stop)
    {
        Save(DefaultPath);
        output.WriteLine($"Value read from the map: {Fetch(DefaultPath)}");
        File.Delete(DefaultPath);
        return Task.CompletedTask;
    }
}

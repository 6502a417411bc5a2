using Bpf.Runtime.Tests.Support;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>Things that have a path and outlive their object.</summary>
public sealed class PinTests : IDisposable
{
    private readonly string folder = Requires.PinFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_pinned_map_is_found_again_with_its_content()
    {
        string path = Path.Combine(folder, "counts");
        using (BpfObject target = BpfObject.Load(ClangObject.Compile("maps")))
        {
            new BpfHashMap<uint, ulong>(target.Map("hash"))[5] = 50;
            target.Map("hash").Pin(path);
        }

        using BpfMap map = BpfMap.OpenPinned(path);
        Assert.Equal(50ul, new BpfHashMap<uint, ulong>(map)[5]);
        Assert.Throws<BpfMapMismatchException>(() => new BpfHashMap<ulong, ulong>(map));
    }

    [Fact]
    public void The_next_start_with_the_same_folder_goes_on_with_the_same_maps()
    {
        LoadOptions options = new() { PinFolder = Path.Combine(folder, "app") };
        using (BpfObject target = BpfObject.Load(ClangObject.Compile("maps"), options))
            new BpfHashMap<uint, ulong>(target.Map("hash"))[1] = 11;
        using (BpfObject target = BpfObject.Load(ClangObject.Compile("maps"), options))
            Assert.Equal(11ul, new BpfHashMap<uint, ulong>(target.Map("hash"))[1]);
    }

    [Fact]
    public void A_pinned_map_of_another_shape_is_refused()
    {
        LoadOptions options = new() { PinFolder = folder };
        using (BpfObject target = BpfObject.Load(ClangObject.Compile("maps"), options))
        {
        }

        BpfMapMismatchException exception = Assert.Throws<BpfMapMismatchException>(() => BpfObject.Load(
            ClangObject.Compile("maps"), options with { MaxEntries = new Dictionary<string, int> { ["hash"] = 3 } }));
        Assert.Contains("hash", exception.Map);
    }

    [Fact]
    public void A_path_that_is_taken_or_empty_is_explained()
    {
        using BpfObject target = BpfObject.Load(ClangObject.Compile("maps"));
        string path = Path.Combine(folder, "taken");
        Assert.True(Pins.IsOnBpfFileSystem(path));
        target.Map("hash").Pin(path);
        Assert.Contains("is there already", Assert.Throws<BpfException>(() => target.Map("lru").Pin(path)).Message);
        Assert.Contains("no dots", Assert.Throws<BpfException>(() => target.Map("lru").Pin(path + ".map")).Message);
        Assert.Throws<BpfException>(() => BpfMap.OpenPinned(Path.Combine(folder, "nothing")));
        Assert.Contains("BPF file system", Assert.Throws<BpfException>(() => target.Map("lru").Pin("/tmp/no-bpf-file-system")).Message);
    }

    [Fact]
    public void A_program_is_no_map()
    {
        using BpfObject target = BpfObject.Load(ClangObject.Compile("maps"));
        string path = Path.Combine(folder, "program");
        target.Program("count").Pin(path);
        Assert.Throws<BpfException>(() => BpfMap.OpenPinned(path));
    }

    [Fact]
    public void A_pinned_link_stays_attached_after_its_object()
    {
        string path = Path.Combine(folder, "link");
        using BpfMap map = AttachAndPin(path);
        BpfHashMap<uint, ulong> counts = new(map);
        counts.Clear();
        Assert.True(SpinWait.SpinUntil(() => counts.Any(), TimeSpan.FromSeconds(30)));
        File.Delete(path);
    }

    private BpfMap AttachAndPin(string path)
    {
        using BpfObject target = BpfObject.Load(ClangObject.Compile("maps"));
        target.Map("hash").Pin(path + "-map");
        new RawTracepointProgram(target.Program("count"), "sys_enter").Attach().Pin(path);
        return BpfMap.OpenPinned(path + "-map");
    }
}

using System.Collections.Immutable;
using Bpf.Core;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Runtime.Tests.Support;
using Bpf.Vm;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>Memory that programs and this process share, pointers included.</summary>
public sealed class ArenaTests
{
    private const string Name = "memory";

    private static MapSpec Spec { get; } = new() { Name = Name, Type = MapType.Arena, MaxEntries = 4, Flags = (uint)Core.Kernel.MapFlags.Mmapable };

    [Fact]
    public void User_space_walks_a_list_that_a_program_made()
    {
        using BpfObject target = Load();
        using ArenaMemory memory = new BpfArena(target.Map(Name)).Open();
        Assert.Equal(0u, target.Program("build").Run([]).ReturnValue);
        Assert.Equal([27, 24, 21, 18, 15, 12, 9, 6, 3, 0], Values(memory, target));
        Assert.Equal(1ul, target.Global<ulong>("visits").Value);
    }

    [Fact]
    public void Programs_walk_what_user_space_has_changed_and_linked()
    {
        using BpfObject target = Load();
        BpfArena arena = new(target.Map(Name));
        using ArenaMemory memory = arena.Open();
        target.Program("build").Run([]);
        memory.At(target.Global<ArenaPtr<Node>>("head").Value).Value = 1000;
        ArenaPtr<Node> added = memory.PointerTo<Node>(arena.Length - 64);
        memory.At(added) = new() { Next = target.Global<ArenaPtr<Node>>("head").Value, Value = 7 };
        target.Global<ArenaPtr<Node>>("head").Value = added;
        target.Program("total").Run([]);
        Assert.Equal(7ul + 1000 + 108, target.Global<ulong>("sum").Value);
    }

    [Fact]
    public void Globals_in_an_arena_are_set_before_loading_and_while_programs_run()
    {
        using BpfObject target = Load(new BpfConfig().Set("step", 5ul).Set("wanted", 3ul));
        using ArenaMemory memory = new BpfArena(target.Map(Name)).Open();
        target.Program("build").Run([]);
        Assert.Equal([10, 5, 0], Values(memory, target));
        target.Global<ulong>("step").Value = 2;
        target.Program("build").Run([]);
        Assert.Equal([4, 2, 0, 10, 5, 0], Values(memory, target));
        Assert.Equal(2ul, target.Global<ulong>("visits").Value);
    }

    [Fact]
    public void Sizes_are_set_before_loading()
    {
        using BpfObject target = Load(null, new() { MaxEntries = new Dictionary<string, int> { [Name] = 1 } });
        Assert.Equal(Environment.SystemPageSize, new BpfArena(target.Map(Name)).Length);
        Assert.Equal(1u, target.Program("build").Run([]).ReturnValue); // the globals have the page
    }

    [Fact]
    public void Pointers_to_elsewhere_are_refused()
    {
        Exists();
        using BpfMap map = BpfMap.Create(Spec);
        BpfArena arena = new(map);
        Assert.True(arena.Contains(arena.Address + (ulong)arena.Length - 1));
        Assert.False(arena.Contains(arena.Address - 1) || arena.Contains(arena.Address + (ulong)arena.Length) || arena.Contains(0));
        Assert.Equal(0ul, Read(arena.Address + (ulong)arena.Length - 8));
        Assert.Contains("are not all in the arena", Assert.Throws<ArgumentOutOfRangeException>(() => Read(arena.Address + (ulong)arena.Length - 7)).Message, StringComparison.Ordinal);
        foreach (ulong outside in new ulong[] { 0, arena.Address - 1, arena.Address - 8, arena.Address + (ulong)arena.Length, ulong.MaxValue, ulong.MaxValue - 7 })
            Assert.Throws<ArgumentOutOfRangeException>(() => Read(outside));
        Assert.Equal((int)arena.Length, Length(arena.Address, (int)arena.Length));
        Assert.Equal(0, Length(arena.Address + (ulong)arena.Length, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Length(arena.Address + 1, (int)arena.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => Length(arena.Address, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pointer(arena.Length - 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pointer(-1));

        ulong Read(ulong address)
        {
            using ArenaMemory memory = arena.Open();
            return memory.At(new ArenaPtr<ulong>(address));
        }

        int Length(ulong address, int count)
        {
            using ArenaMemory memory = arena.Open();
            return memory.Span(new ArenaPtr<byte>(address), count).Length;
        }

        void Pointer(long offset)
        {
            using ArenaMemory memory = arena.Open();
            memory.PointerTo<ulong>(offset);
        }
    }

    [Fact]
    public void Memory_that_is_borrowed_outlives_its_map()
    {
        Exists();
        BpfMap map = BpfMap.Create(Spec);
        BpfArena arena = new(map);
        using (ArenaMemory memory = arena.Open())
        {
            map.Dispose();
            memory.At(memory.PointerTo<long>(8)) = 5;
            Assert.Equal(5, memory.Span(memory.PointerTo<long>(0), 2)[1]);
        }

        Assert.Throws<ObjectDisposedException>(() => arena.Open().Dispose());
        Assert.Throws<ObjectDisposedException>(() => default(ArenaMemory).PointerTo<int>(0));
    }

    [Fact]
    public void An_arena_is_mapped_where_it_is_wanted_or_not_made()
    {
        Exists();
        const ulong wanted = 0x2000_0000_0000;
        MapSpec there = Spec with { Extra = wanted };
        using (BpfMap map = BpfMap.Create(there))
        {
            Assert.Equal(wanted, new BpfArena(map).Address);
            Assert.Contains("Something else is there", Assert.Throws<BpfException>(() => BpfMap.Create(there)).Message, StringComparison.Ordinal);
        }

        BpfMap.Create(there).Dispose();
        Assert.Contains("start of a page", Assert.Throws<BpfException>(() => BpfMap.Create(Spec with { Extra = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("cross a multiple", Assert.Throws<BpfException>(() => BpfMap.Create(Spec with { Extra = 0x1_0000_0000 - 0x1000 })).Message, StringComparison.Ordinal);
        Assert.Contains("at most 4 GiB", Assert.Throws<BpfException>(() => BpfMap.Create(Spec with { MaxEntries = int.MaxValue })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_mapping_of_an_arena_without_an_address_is_explained()
    {
        string folder = Requires.PinFolder();
        Exists();
        using BpfMap map = BpfMap.Create(Spec);
        map.Pin($"{folder}/arena");
        using BpfMap again = BpfMap.OpenPinned($"{folder}/arena");
        string message = Assert.Throws<BpfException>(() => new BpfArena(again)).Message;
        File.Delete($"{folder}/arena");
        Directory.Delete(folder);
        Assert.Contains("give it an address", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Looking_at_pages_that_must_be_allocated_is_an_exception_and_not_the_end()
    {
        Exists();
        using BpfMap map = BpfMap.Create(Spec with { Flags = Spec.Flags | (uint)Core.Kernel.MapFlags.SegvOnFault });
        BpfArena arena = new(map);
        Assert.Contains("No program has allocated", Assert.Throws<BpfException>(Look).Message, StringComparison.Ordinal);

        void Look()
        {
            using ArenaMemory memory = arena.Open();
            memory.At(memory.PointerTo<int>(0)) = 1;
        }
    }

    [Fact]
    public void Globals_need_an_arena_and_only_one()
    {
        BpfObjectFile file = ElfReader.Read(ClangObject.Compile("arena"));
        KernelProfile profile = new() { Name = "test", Alias = "test", Version = new(6, 18) };
        LinkedObject linked = Linker.Link(file, profile);
        Assert.Equal((24, 64), (linked.Maps.Single(map => map.Name == Name).InitialValue.Length, linked.Maps.Single(map => map.Name == Name).MaxEntries));
        Assert.DoesNotContain(linked.Maps, map => map.Name == SectionNames.Arena);
        MapSpec arena = Assert.Single(file.Maps);
        ImmutableArray<MapSpec> two = [arena, arena with { Name = "other" }];
        Assert.Contains("it has 2", Assert.Throws<BpfFormatException>(() => Linker.Link(file with { Maps = two }, profile)).Message, StringComparison.Ordinal);
        ImmutableArray<MapSpec> none = [arena with { Type = MapType.Array }];
        Assert.Contains("it has none", Assert.Throws<BpfFormatException>(() => Linker.Link(file with { Maps = none }, profile)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_simulated_kernel_says_that_it_has_none() =>
        Assert.Contains("arenas are not simulated", Assert.Throws<BpfLoadException>(() => BpfObject.Load(new SimulatedKernel(), ClangObject.Compile("arena"))).Message, StringComparison.Ordinal);

    private static void Exists()
    {
        Requires.Kernel();
        Assert.SkipUnless(KernelFeatures.Has(Feature.Arena), "this kernel has no arenas");
    }

    private static BpfObject Load(BpfConfig? config = null, LoadOptions? options = null)
    {
        Exists();
        return BpfObject.Load(ClangObject.Compile("arena"), options, config);
    }

    private static List<ulong> Values(ArenaMemory memory, BpfObject target)
    {
        List<ulong> values = [];
        for (ArenaPtr<Node> at = target.Global<ArenaPtr<Node>>("head").Value; !at.IsNull; at = memory.At(at).Next)
            values.Add(memory.At(at).Value);
        return values;
    }

    private struct Node
    {
        public ArenaPtr<Node> Next;
        public ulong Value;
    }
}

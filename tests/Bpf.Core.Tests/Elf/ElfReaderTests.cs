using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Core.Tests.Elf;

/// <summary>What others and we write, read by us.</summary>
public sealed class ElfReaderTests
{
    [Fact]
    public void What_the_writer_wrote_comes_back()
    {
        ObjectSpec spec = SampleObject.Create();
        BpfObjectFile read = ElfReader.Read(ElfWriter.Write(spec));

        Assert.Equal("GPL", read.License);
        Assert.Equal(SampleObject.CSharpSection, read.CSharp);
        Assert.Equal(["Increment", "Count", "Enter"], read.Functions.Select(f => f.Name));
        Assert.Equal([".text", "xdp", "raw_tp/sys_enter"], read.Functions.Select(f => f.Section));
        Assert.Equal([false, true, true], read.Functions.Select(f => f.IsGlobal));

        ObjectFunction count = read.Functions[1];
        FunctionSpec written = spec.Functions[0];
        Assert.Equal(written.Instructions.Length, count.Instructions.Length);
        Assert.Equal(written.Lines.Select(l => (l.InstructionOffset, l.Line, l.Column, l.Path, l.Text)),
            count.Lines.Select(l => (l.InstructionOffset, l.Line, l.Column,
                read.Types!.GetString(l.FileNameOffset), read.Types.GetString(l.LineOffset))));
        Assert.Equal(written.Relocations.Select(r => (r.InstructionOffset, r.Kind, r.Symbol, r.Addend)),
            count.Relocations.Select(r => (r.InstructionOffset, r.Kind, r.Kind switch
            {
                RelocationKind.Global => read.DataSections[r.Index].Name,
                RelocationKind.Map => read.Maps[r.Index].Name,
                _ => read.Functions[r.Index].Name,
            }, r.Addend)));
        Assert.Equal("Count", read.Types![count.TypeId].Name);
        Assert.Equal(BtfLinkage.Static, read.Types[read.Functions[0].TypeId].Linkage);

        Assert.Equal(spec.Maps, read.Maps);
        Assert.Equal([".bss", ".data", ".rodata"], read.DataSections.Select(s => s.Name).Order());
        DataSection rodata = read.DataSections.Single(s => s.Name == ".rodata");
        Assert.Equal([7, 0, 0, 0, 2, 0, 0, 0], rodata.Content);
        Assert.Equal([("Unused", 0, 4), ("Step", 4, 4)], rodata.Variables.Select(v => (v.Name, v.Offset, v.Size)));
        Assert.Empty(read.DataSections.Single(s => s.Name == ".bss").Content);
    }

    [Fact]
    public void An_object_of_clang_is_read_with_static_globals_local_calls_and_inner_maps()
    {
        using TempFolder folder = new();
        string path = Tool.Clang(folder, """
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            struct flow { int port; };
            struct inner { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, int); __type(value, long); };
            struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 16); __type(key, struct flow); __type(value, long);
                     __uint(map_flags, BPF_F_NO_PREALLOC); __uint(pinning, LIBBPF_PIN_BY_NAME); } counts SEC(".maps");
            struct { __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS); __uint(max_entries, 2); __uint(key_size, 4);
                     __array(values, struct inner); } outer SEC(".maps");
            struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, int); __type(value, int);
                     enum { __unique_value0 = 1ul << 44 } map_extra; } extra SEC(".maps");
            const volatile int step = 2;
            int total; static int hidden = 5;
            static __attribute__((noinline)) int leaf(int x) { hidden += x; return hidden; }
            static __attribute__((noinline)) int inc(int x) { return leaf(x) + leaf(x * total); }
            __attribute__((noinline)) int glob(int x) { total += x; return total; }
            static long each(__u32 i, void *ctx) { total++; return 0; }
            SEC("xdp") int prog(struct xdp_md *ctx) {
                int k = inc(step); long *v = bpf_map_lookup_elem(&counts, &k); bpf_loop(4, each, 0, 0);
                bpf_map_lookup_elem(&outer, &k); return v ? glob(k) : 1; }
            SEC("tc") int other(struct __sk_buff *skb) { return glob(1); }
            char _license[] SEC("license") = "Dual MIT/GPL";
            """, "-I/usr/include/x86_64-linux-gnu");
        BpfObjectFile read = ElfReader.Read(File.ReadAllBytes(path));

        Assert.Equal("Dual MIT/GPL", read.License);
        Assert.Equal(["prog", "other"], read.Functions.Where(f => f.IsProgram).Select(f => f.Name));
        Assert.Equal(["each", "glob", "inc", "leaf"], read.Functions.Where(f => !f.IsProgram).Select(f => f.Name).Order());
        Assert.All(read.Functions, f => Assert.Equal(f.Name, read.Types![f.TypeId].Name));

        ObjectFunction prog = read.Functions.Single(f => f.Name == "prog");
        string[] targets = [.. prog.Relocations.Select(r => r.Kind switch
        {
            RelocationKind.Global => $"{read.DataSections[r.Index].Name}+{r.Addend}",
            RelocationKind.Map => "map " + read.Maps[r.Index].Name,
            RelocationKind.FunctionAddress => "&" + read.Functions[r.Index].Name,
            _ => read.Functions[r.Index].Name + "()",
        })];
        Assert.Equal([".rodata+0", "inc()", "map counts", "&each", "map outer", "glob()"], targets);
        ObjectFunction inc = read.Functions.Single(f => f.Name == "inc");
        Assert.Equal(2, inc.Relocations.Count(r => r.Kind == RelocationKind.Call && read.Functions[r.Index].Name == "leaf"));

        MapSpec counts = new()
        {
            Name = "counts",
            Type = MapType.Hash,
            KeySize = 4,
            ValueSize = 8,
            MaxEntries = 16,
            Flags = 1,
            PinByName = true,
            BtfKeyTypeId = read.Types!.Find("flow", BtfKind.Struct),
            BtfValueTypeId = read.Types.Find("long", BtfKind.Int),
        };
        Assert.Equal(counts, read.Maps[0]);
        Assert.Equal(1ul << 44, read.Maps.Single(m => m.Name == "extra").Extra);
        Assert.Equal(MapType.ArrayOfMaps, read.Maps[1].Type);
        Assert.Equal((MapType.Array, 4, 8, 1),
            (read.Maps[1].InnerMap!.Type, read.Maps[1].InnerMap!.KeySize, read.Maps[1].InnerMap!.ValueSize, read.Maps[1].InnerMap!.MaxEntries));
    }

    [Fact]
    public void Numbers_of_maps_are_lengths_or_enumerations_and_maps_of_programs_name_theirs()
    {
        using TempFolder folder = new();
        string path = Tool.Clang(folder, """
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            #undef __ulong
            #define __ulong(name, val) enum { value_of_##name = val } name
            int first(struct xdp_md *ctx);
            int second(struct xdp_md *ctx);
            struct { __uint(type, 33); __uint(map_flags, BPF_F_MMAPABLE); __uint(max_entries, 10); __ulong(map_extra, 0x1ull << 44); } arena SEC(".maps");
            struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 4); __uint(key_size, 4);
                     __array(values, int (void *)); } programs SEC(".maps") = { .values = { [1] = (void *)&first, [3] = (void *)&second } };
            SEC("xdp") int first(struct xdp_md *ctx) { bpf_tail_call(ctx, &programs, 3); return 1; }
            SEC("xdp") int second(struct xdp_md *ctx) { return *(int *)&arena; }
            char _license[] SEC("license") = "GPL";
            """, "-I/usr/include/x86_64-linux-gnu", "-Wno-everything");
        BpfObjectFile read = ElfReader.Read(File.ReadAllBytes(path));

        Assert.Equal(1ul << 44, read.Maps.Single(map => map.Name == "arena").Extra);
        MapSpec programs = read.Maps.Single(map => map.Name == "programs");
        Assert.Equal((MapType.ProgArray, 4, 4), (programs.Type, programs.KeySize, programs.ValueSize));
        Assert.Equal([(1, "first"), (3, "second")], programs.HeldPrograms.OrderBy(held => held.Key).Select(held => (held.Key, held.Value)));
    }

    [Fact]
    public void Legacy_map_definitions_are_read()
    {
        using TempFolder folder = new();
        string path = Tool.Clang(folder, """
            struct bpf_map_def { unsigned type, key_size, value_size, max_entries, map_flags; };
            __attribute__((section("maps"), used)) struct bpf_map_def first = { 2, 4, 8, 16, 0 };
            __attribute__((section("maps"), used)) struct bpf_map_def old = { 1, 4, 8, 32, 1 };
            static void *(*lookup)(void *map, const void *key) = (void *)1;
            __attribute__((section("xdp"), used)) int prog(void *ctx) { int k = 0; return lookup(&old, &k) ? 1 : 2; }
            """);
        BpfObjectFile read = ElfReader.Read(File.ReadAllBytes(path));
        Assert.Equal(["first", "old"], read.Maps.Select(m => m.Name));
        Assert.Equal(new MapSpec { Name = "old", Type = MapType.Hash, KeySize = 4, ValueSize = 8, MaxEntries = 32, Flags = 1 }, read.Maps[1]);
        Assert.Equal([new(RelocationOf(read.Functions[0]).InstructionOffset, RelocationKind.Map, 1, 0)], read.Functions[0].Relocations);
    }

    private static ObjectRelocation RelocationOf(ObjectFunction function) => Assert.Single(function.Relocations);
}

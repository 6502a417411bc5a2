using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Tests.Elf;

namespace Bpf.Core.Tests.Link;

/// <summary>Objects to load requests.</summary>
public sealed class LinkerTests
{
    internal static KernelProfile Profile { get; } = new() { Name = "test", Alias = "test", Version = new(6, 18) };

    [Fact]
    public void Programs_get_their_subprograms_maps_and_infos()
    {
        LinkedObject linked = Linker.Link(ElfReader.Read(ElfWriter.Write(SampleObject.Create())), Profile);

        Assert.Equal(["Flows", "Events", ".bss", ".data", ".rodata"], linked.Maps.Select(m => m.Name));
        LoadRequest count = linked.Programs[0];
        Assert.Equal(("Count", "xdp", ProgramType.Xdp, AttachType.Xdp, 0u, "GPL"),
            (count.Name, count.Section, count.ProgramType, count.ExpectedAttachType, count.Flags, count.License));
        Assert.Equal([".rodata", ".bss", "Flows"], count.Maps.Select(m => m.Name));
        Assert.All(count.Maps, m => Assert.Contains(linked.Maps, other => ReferenceEquals(m, other)));

        Assert.Equal(20, count.Instructions.Length);
        Assert.Equal(new Instruction(Opcode.LdImmDW, 1, (byte)PseudoSource.MapIdxValue, 0, 0), count.Instructions[3]);
        Assert.Equal(4, count.Instructions[4].Imm);
        Assert.Equal(new Instruction(Opcode.JmpCall, 0, (byte)CallKind.Local, 0, 10), count.Instructions[6]);
        Assert.Equal(new Instruction(Opcode.LdImmDW, 1, (byte)PseudoSource.MapIdx, 0, 2), count.Instructions[10]);
        Assert.Equal([0, 17], count.FuncInfo.Select(f => f.InstructionOffset));
        Assert.Equal([0, 6, 10, 17], count.LineInfo.Select(l => l.InstructionOffset));

        LoadRequest enter = linked.Programs[1];
        Assert.Equal(ProgramType.RawTracepoint, enter.ProgramType);
        Assert.Empty(enter.Maps);
        Assert.Equal(2, enter.Instructions.Length);
    }

    [Fact]
    public void Sections_of_globals_are_maps_as_libbpf_makes_them()
    {
        LinkedObject linked = Linker.Link(ElfReader.Read(ElfWriter.Write(SampleObject.Create())), Profile);
        MapSpec rodata = linked.Maps.Single(m => m.Name == ".rodata");
        Assert.Equal((MapType.Array, 4, 8, 1, (uint)(MapFlags.RdonlyProg | MapFlags.Mmapable), true),
            (rodata.Type, rodata.KeySize, rodata.ValueSize, rodata.MaxEntries, rodata.Flags, rodata.Frozen));
        MapSpec bss = linked.Maps.Single(m => m.Name == ".bss");
        Assert.Equal((16, (uint)MapFlags.Mmapable, false, 0), (bss.ValueSize, bss.Flags, bss.Frozen, bss.InitialValue.Length));
    }

    [Theory]
    [InlineData("OpenSnoop", ".bss", "OpenSnoo.bss")]
    [InlineData("OpenSnoop", ".rodata", "OpenSnoo.rodata")]
    [InlineData("a-b", ".data", "a_b.data")]
    [InlineData("OpenSnoop", ".data.hot", ".data.hot")]
    [InlineData("", ".rodata.str1.16", ".rodata.str1.16")]
    public void Kernel_names_of_global_maps_are_libbpfs(string objectName, string section, string expected) =>
        Assert.Equal(expected, GlobalMaps.KernelName(objectName, section));

    [Fact]
    public void Without_the_kernels_types_what_a_program_attaches_to_is_left_open()
    {
        ObjectSpec spec = SampleObject.Create();
        BpfObjectFile file = ElfReader.Read(ElfWriter.Write(spec with { Functions = [spec.Functions[1] with { Section = "fentry/vfs_read" }] }));
        Assert.True(Linker.NeedsKernelTypes(file, []));
        Assert.False(Linker.NeedsKernelTypes(file, [spec.Functions[1].Name]));
        Assert.Equal(0, Linker.Link(file, Profile).Programs[0].AttachBtfId);
    }

    [Fact]
    public void Configuration_replaces_the_bytes_of_a_constant()
    {
        BpfObjectFile file = ElfReader.Read(ElfWriter.Write(SampleObject.Create()));
        LinkedObject linked = Linker.Link(file, Profile, Config("Step", [9, 0, 0, 0]));
        Assert.Equal([7, 0, 0, 0, 9, 0, 0, 0], linked.Maps.Single(m => m.Name == ".rodata").InitialValue);
        Assert.Equal([7, 0, 0, 0, 2, 0, 0, 0], Linker.Link(file, Profile).Maps.Single(m => m.Name == ".rodata").InitialValue);
    }

    [Fact]
    public void Configuration_of_another_size_or_name_is_refused()
    {
        BpfObjectFile file = ElfReader.Read(ElfWriter.Write(SampleObject.Create()));
        Assert.Contains("takes 4 bytes", Assert.Throws<ArgumentException>(() => Linker.Link(file, Profile, Config("Step", [9]))).Message);
        Assert.Contains("no global 'Nothing'", Assert.Throws<ArgumentException>(() => Linker.Link(file, Profile, Config("Nothing", new byte[8]))).Message);
    }

    [Fact]
    public void Configuration_gives_variables_their_first_value()
    {
        BpfObjectFile file = ElfReader.Read(ElfWriter.Write(SampleObject.Create()));
        LinkedObject linked = Linker.Link(file, Profile, Config("Total", [1, 2, 3, 4, 5, 6, 7, 8]));
        DataSection section = file.DataSections.Single(s => s.Variables.Any(v => v.Name == "Total"));
        int offset = section.Variables.Single(v => v.Name == "Total").Offset;
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], linked.Maps.Single(m => m.Name == section.Name).InitialValue.Slice(offset, 8));
    }

    [Fact]
    public void Options_resize_maps_and_leave_programs_out()
    {
        BpfObjectFile file = ElfReader.Read(ElfWriter.Write(SampleObject.Create()));
        string map = file.Maps[0].Name, program = file.Functions.First(f => f.IsProgram).Name;
        LinkedObject linked = Linker.Link(file, Profile, new()
        {
            MaxEntries = ImmutableDictionary<string, int>.Empty.Add(map, 4096),
            LeftOut = [program],
        });
        Assert.Equal(4096, linked.Maps.Single(m => m.Name == map).MaxEntries);
        Assert.DoesNotContain(linked.Programs, p => p.Name == program);
        Assert.All(linked.Programs.SelectMany(p => p.Maps), m => Assert.Contains(m, linked.Maps));
        Assert.Throws<ArgumentException>(() => Linker.Link(file, Profile, new() { LeftOut = ["nobody"] }));
        Assert.Throws<ArgumentException>(() => Linker.Link(file, Profile, new() { MaxEntries = ImmutableDictionary<string, int>.Empty.Add("none", 1) }));
    }

    [Theory]
    [InlineData("nonsense", "stands for no program type")]
    [InlineData("struct_ops/x", "does not say which member of which structure it implements")]
    [InlineData("freplace/x", "replaces function 'x'")]
    public void What_cannot_be_linked_is_refused_by_name(string section, string message)
    {
        ObjectSpec spec = SampleObject.Create();
        spec = spec with { Functions = [spec.Functions[1] with { Section = section }] };
        BpfObjectFile file = ElfReader.Read(ElfWriter.Write(spec));
        Assert.Contains(message, Assert.Throws<BpfFormatException>(() => Linker.Link(file, Profile)).Message);
    }

    [Theory]
    [InlineData("fentry/vfs_read", "vfs_read", BtfKind.Func)]
    [InlineData("tp_btf/sched_switch", "btf_trace_sched_switch", BtfKind.Typedef)]
    [InlineData("iter/task", "bpf_iter_task", BtfKind.Func)]
    public void What_a_program_attaches_to_is_found_in_the_kernels_types(string section, string name, BtfKind kind)
    {
        const string Vmlinux = "/sys/kernel/btf/vmlinux";
        Assert.SkipUnless(File.Exists(Vmlinux), "this kernel has no BTF");
        BtfTypes kernel = BtfTypes.Read(File.ReadAllBytes(Vmlinux));
        ObjectSpec spec = SampleObject.Create();
        spec = spec with { Functions = [spec.Functions[1] with { Section = section }] };
        LoadRequest request = Linker.Link(ElfReader.Read(ElfWriter.Write(spec)), Profile, new() { KernelBtf = kernel }).Programs[0];
        Assert.Equal((name, kind), (kernel[request.AttachBtfId].Name, kernel[request.AttachBtfId].Kind));

        spec = spec with { Functions = [spec.Functions[0] with { Section = section + "_no_such_thing" }] };
        Assert.Contains("the kernel has no", Assert.Throws<BpfFormatException>(() =>
            Linker.Link(ElfReader.Read(ElfWriter.Write(spec)), Profile, new() { KernelBtf = kernel })).Message);
    }

    [Theory]
    [InlineData("extern int CONFIG_NOT_THERE __kconfig;", "return CONFIG_NOT_THERE;", "no CONFIG_NOT_THERE")]
    [InlineData("extern const void no_such_symbol __ksym;", "return (long)&no_such_symbol;", "no symbol 'no_such_symbol'")]
    [InlineData("extern void bpf_no_such_function(void) __ksym;", "bpf_no_such_function(); return 0;", "no function 'bpf_no_such_function'")]
    [InlineData("extern int bpf_task_release(int) __ksym;", "return bpf_task_release(1);", "another type")]
    [InlineData("extern int nowhere;", "return nowhere;", "nowhere defined")]
    public void What_the_kernel_does_not_define_is_refused_by_name(string declaration, string body, string message)
    {
        using TempFolder folder = new();
        string path = Tool.Clang(folder, $$"""
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            {{declaration}}
            SEC("raw_tp/sys_enter") int prog(void *ctx) { {{body}} }
            """, "-I/usr/include/x86_64-linux-gnu");
        BpfObjectFile file = ElfReader.Read(File.ReadAllBytes(path));
        const string Vmlinux = "/sys/kernel/btf/vmlinux";
        Assert.SkipUnless(File.Exists(Vmlinux), "this kernel has no BTF");
        LinkOptions options = new() { KernelBtf = BtfTypes.Read(File.ReadAllBytes(Vmlinux)), KernelSymbols = _ => null };
        Assert.Contains(message, Assert.Throws<BpfFormatException>(() => Linker.Link(file, Profile, options)).Message);
    }

    [Theory]
    [InlineData(4, false, "is no variable")]
    [InlineData(1 << 24, true, "more than 1048576 bytes")]
    public void Settings_that_no_compiler_writes_are_refused(int size, bool isVariable, string message)
    {
        BtfBuilder types = new();
        int type = size > 8 ? types.AddArray(types.AddInt("char", 1), size) : types.AddEnum("e", size, signed: false, []);
        int setting = isVariable ? types.AddVar("CONFIG_X", type, BtfLinkage.Extern) : type;
        types.AddDatasec(".kconfig", size, [new(setting, 0, size)]);
        BpfObjectFile file = new() { Types = BtfTypes.Read(types.ToBytes()) };
        Assert.Contains(message, Assert.Throws<BpfFormatException>(() => Linker.Link(file, Profile, new() { LeavesSettingsOpen = true })).Message);
    }

    [Theory]
    [InlineData("xdp", true)]
    [InlineData("?xdp", false)] // libbpf makes them for user space
    public void Maps_of_a_program_that_is_left_out_are_made_only_where_it_is_optional(string section, bool isLeftOut)
    {
        ObjectSpec spec = SampleObject.Create();
        spec = spec with { Functions = [spec.Functions[0] with { Section = section }, .. spec.Functions.Skip(1)] };
        LinkedObject linked = Linker.Link(ElfReader.Read(ElfWriter.Write(spec)), Profile, new() { LeftOut = ["Count"] });
        Assert.Equal(isLeftOut, linked.MapsLeftOut.Contains("Flows"));
        Assert.DoesNotContain("Events", linked.MapsLeftOut);
    }

    private static LinkOptions Config(string name, byte[] value) =>
        new() { Config = LinkOptions.Default.Config.Add(name, [.. value]) };
}

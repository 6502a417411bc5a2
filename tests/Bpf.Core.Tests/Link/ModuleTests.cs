using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Link;
using Bpf.Core.Tests.Btf;
using Bpf.Core.Tests.Elf;
using CsCheck;

namespace Bpf.Core.Tests.Link;

/// <summary>Types of a kernel's modules: read, and found where the kernel itself has none of the name.</summary>
public sealed class ModuleTests
{
    private static readonly BtfBuilder s_kernel = new();
    private static readonly int s_int = s_kernel.AddInt("int", 4, BtfIntEncoding.Signed);
    private static readonly int s_proto = s_kernel.AddFuncProto(s_int, []);
    private static readonly int s_own = s_kernel.AddFunc("in_kernel", s_proto, BtfLinkage.Global);
    private static readonly int s_device = s_kernel.AddStruct("device", 8, [new("id", s_int, 0), new("flags", s_int, 32)]);
    private static readonly BtfTypes s_types = BtfTypes.Read(s_kernel.ToBytes());

    [Fact]
    public void Types_of_a_module_continue_those_of_the_kernel()
    {
        BtfTypes module = BtfTypes.ReadSplit(WithFunction("probe"), s_types);
        Assert.Equal((s_types.Count + 1, s_types.Count + 2), (module.FirstId, module.Count));
        Assert.Equal(("probe", "int", "device"), (module[module.Count].Name, module[s_int].Name, module[s_device].Name));
        Assert.Equal(module.Count, module.Find("probe", BtfKind.Func));
        Assert.Equal(0, module.Find("in_kernel", BtfKind.Func));
        Assert.Equal(8, module.SizeOf(s_device));
        Assert.True(module.TryFindMember(module.Find("context", BtfKind.Struct), "device", out BtfMember device));
        Assert.Equal((64, s_device), (device.BitOffset, device.TypeId));
        Assert.Throws<BpfFormatException>(() => module[module.Count + 1]);
    }

    [Fact]
    public void Types_of_modules_are_the_same_over_types_that_were_opened() => Assert.Equal(
        RawDump.Of(BtfTypes.ReadSplit(WithFunction("probe"), s_types)), RawDump.Of(BtfTypes.ReadSplit(WithFunction("probe"), BtfTypes.Open(s_kernel.ToBytes()))));

    [Fact]
    public void Damaged_types_of_modules_are_refused() => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte).Array[1, 8].Sample(damages =>
    {
        byte[] bytes = WithFunction("probe");
        foreach ((int at, byte value) in damages)
            bytes[at % bytes.Length] = value;
        try
        {
            BtfTypes module = BtfTypes.ReadSplit(bytes, s_types);
            _ = RawDump.Of(module);
            _ = module.Find("probe", BtfKind.Func);
        }
        catch (BpfFormatException)
        {
        }
    }, iter: 2000);

    [Theory]
    [InlineData("fentry/probe", "second")]
    [InlineData("fentry/first:setup", "first")]
    [InlineData("fentry/second:setup", "second")]
    [InlineData("fentry/in_kernel", null)]
    [InlineData("fentry/vmlinux:in_kernel", null)]
    public void What_a_program_attaches_to_is_found_in_the_kernel_and_then_in_its_modules(string section, string? module)
    {
        LoadRequest request = Linker.Link(Attached(section), LinkerTests.Profile, Options()).Programs[0];
        Assert.Equal(module, request.AttachModule);
        BtfTypes types = module is null ? s_types : Modules().Single(candidate => candidate.Name == module).Types;
        Assert.Equal(section[(section.LastIndexOfAny(['/', ':']) + 1)..], types[request.AttachBtfId].Name);
    }

    [Theory]
    [InlineData("fentry/nothing", "the kernel has no 'nothing' to attach to, and none of its modules")]
    [InlineData("fentry/first:probe", "module 'first' has no 'probe'")]
    [InlineData("fentry/vmlinux:probe", "module 'vmlinux' has no 'probe'")]
    [InlineData("fentry/third:probe", "no module 'third'")]
    public void What_no_module_has_is_refused_by_name(string section, string message) =>
        Assert.Contains(message, Assert.Throws<BpfFormatException>(() => Linker.Link(Attached(section), LinkerTests.Profile, Options())).Message);

    [Fact]
    public void Modules_are_left_alone_where_the_kernel_has_all()
    {
        LinkOptions options = Options() with { KernelModules = () => throw new InvalidOperationException("opened") };
        Assert.Equal(s_own, Linker.Link(Attached("fentry/in_kernel"), LinkerTests.Profile, options).Programs[0].AttachBtfId);
        Assert.Throws<InvalidOperationException>(() => Linker.Link(Attached("fentry/probe"), LinkerTests.Profile, options));
    }

    [Fact]
    public void Functions_of_modules_are_called_by_the_place_of_their_module()
    {
        BtfBuilder types = new();
        int proto = types.AddFuncProto(types.AddInt("int", 4, BtfIntEncoding.Signed), []);
        string[] called = ["probe___flavor", "in_kernel", "only_first", "probe___flavor", "nowhere"];
        ObjectSpec spec = new()
        {
            License = "GPL",
            Types = types,
            Externs = [.. called.Distinct().Select(name => new ExternSpec(name, ExternKind.Function, proto, IsWeak: name == "nowhere"))],
            Functions =
            [
                new()
                {
                    Name = "prog", Section = "tc", ProtoTypeId = proto, IsGlobal = true,
                    Instructions = [.. called.Select(_ => Asm.CallKfunc(0)), Asm.Exit()],
                    Relocations = [.. called.Select((name, at) => new RelocationSpec(at, RelocationKind.Extern, name))],
                },
            ],
        };
        LoadRequest request = Linker.Link(ElfReader.Read(ElfWriter.Write(spec)), LinkerTests.Profile, Options()).Programs[0];
        Assert.Equal(["second", "first"], request.Modules);
        Assert.Equal([1, 0, 2, 1, 0, 0], request.Instructions.Select(instruction => (int)instruction.Offset));
        Assert.Equal(0, request.Instructions[4].Imm);
        Assert.Equal(["in_kernel"], request.KernelFunctions.Values);
    }

    [Theory]
    [InlineData("device", "flags", 4)] // the kernel's own, though a module has one of the name
    [InlineData("context", "flags", 12)] // the same in both modules
    public void Fields_are_found_in_the_kernel_and_then_in_its_modules(string structure, string field, int offset) =>
        Assert.Equal(offset, Linker.Link(Relocated(structure, field), LinkerTests.Profile, Options()).Programs[0].Instructions[0].Imm);

    [Fact]
    public void Modules_that_differ_in_a_field_are_refused_by_name() => Assert.Contains(
        "several types 'varied'", Assert.Throws<BpfFormatException>(() => Linker.Link(Relocated("varied", "x"), LinkerTests.Profile, Options())).Message);

    private static LinkOptions Options() => new() { KernelBtf = s_types, KernelModules = Modules };

    private static ImmutableArray<KernelModule> Modules() =>
    [
        new("first", BtfTypes.ReadSplit(WithFunction("setup", "only_first"), s_types)),
        new("second", BtfTypes.ReadSplit(WithFunction("probe", "setup"), s_types)),
    ];

    private static byte[] WithFunction(params string[] names) => SplitBtf.After(s_kernel, types =>
    {
        types.AddStruct("context", 16, [new("index", s_int, 0), new("device", s_device, 64)]);
        if (names.Length > 1)
        {
            types.AddStruct("varied", 16, [new("x", s_int, 32 * names[1].Length)]);
            types.AddStruct("device", 16, [new("flags", s_int, 96)]);
        }

        foreach (string name in names)
            types.AddFunc(name, s_proto, BtfLinkage.Static);
    });

    private static BpfObjectFile Attached(string section) => ElfReader.Read(ElfWriter.Write(SampleObject.Create() with
    {
        Functions = [SampleObject.Create().Functions[1] with { Section = section }],
    }));

    private static BpfObjectFile Relocated(string structure, string field)
    {
        BtfBuilder types = new();
        int number = types.AddInt("int", 4, BtfIntEncoding.Signed);
        int inner = types.AddStruct("device", 8, [new(field, number, 0)]);
        int root = structure == "device" ? inner : types.AddStruct(structure, 8, [new(structure == "context" ? "device" : field, structure == "context" ? inner : number, 0)]);
        return ElfReader.Read(ElfWriter.Write(new()
        {
            License = "GPL",
            Types = types,
            Functions =
            [
                new()
                {
                    Name = "prog", Section = "tc", ProtoTypeId = types.AddFuncProto(number, []), IsGlobal = true,
                    Instructions = [Asm.Mov64Imm(0, 0), Asm.Exit()],
                    CoreRelocations = [new(0, root, structure == "context" ? "0:0:0" : "0:0", CoreRelocationKind.FieldByteOffset)],
                },
            ],
        }));
    }
}

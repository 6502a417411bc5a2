using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;

namespace Bpf.Core.Tests.Elf;

/// <summary>What we write, read by others.</summary>
public sealed class ElfWriterTests
{
    [Fact]
    public void Readelf_sees_sections_symbols_and_relocations()
    {
        using TempFolder folder = new();
        string path = folder.Write("sample.bpf.o", ElfWriter.Write(SampleObject.Create()));
        string output = Tool.Run("llvm-readelf-19", "-hSsrW", path);
        Assert.Contains("EM_BPF", output);
        Assert.Contains("FUNC    GLOBAL DEFAULT", output);
        Assert.Contains("FUNC    LOCAL  DEFAULT", output);
        Assert.Matches(@"R_BPF_64_64\s+\S+ Flows", output);
        Assert.Matches(@"R_BPF_64_32\s+\S+ Increment", output);
        Assert.Matches(@"R_BPF_64_64\s+\S+ \.bss", output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(0xffff_f000)]
    [InlineData(1ul << 44)]
    public void Extra_arguments_of_maps_are_read_as_written_of_any_size(ulong extra)
    {
        ObjectSpec spec = SampleObject.Create();
        BpfObjectFile read = ElfReader.Read(ElfWriter.Write(spec with { Maps = [.. spec.Maps.Select(map => map with { Extra = extra })] }));
        Assert.All(read.Maps, map => Assert.Equal(extra, map.Extra));
    }

    [Fact]
    public void The_address_of_a_static_function_is_a_place_in_its_section_as_libbpf_wants_it()
    {
        ObjectSpec spec = SampleObject.Create();
        FunctionSpec stops = new()
        {
            Name = "Stop",
            Section = SectionNames.Text,
            ProtoTypeId = spec.Functions[2].ProtoTypeId,
            Lines = [new(0, "/src/Sample.cs", 50, 9, "return 1;")],
            Instructions = [new(Opcode.Alu64MovK, 0, Imm: 1), new(Opcode.JmpExit)],
        };
        FunctionSpec loops = spec.Functions[1] with
        {
            Name = "Loops",
            Instructions =
            [
                new(Opcode.Alu64MovK, 1, Imm: 9), new(Opcode.LdImmDW, 2), new(0), new(Opcode.Alu64MovK, 3), new(Opcode.Alu64MovK, 4),
                new(Opcode.JmpCall, Imm: (int)HelperId.Loop), new(Opcode.Alu64MovK), new(Opcode.JmpExit),
            ],
            Relocations = [new(1, RelocationKind.FunctionAddress, "Stop")],
        };
        using TempFolder folder = new();
        byte[] image = ElfWriter.Write(spec with { Functions = [.. spec.Functions, stops, loops] });
        string path = folder.Write("sample.bpf.o", image);
        Assert.Matches(@"R_BPF_64_64\s+\S+ \.text", Tool.Run("llvm-readelf-19", "-rW", path));
        BpfObjectFile read = ElfReader.Read(image);
        ObjectFunction looping = read.Functions.Single(f => f.Name == "Loops");
        Assert.Equal("Stop", read.Functions[Assert.Single(looping.Relocations).Index].Name);
        string pins = KernelTests.PinFolder();
        try
        {
            Tool.Run("bpftool", "prog", "loadall", path, pins);
        }
        finally
        {
            Directory.Delete(pins, recursive: true);
        }
    }

    [Fact]
    public void Objdump_shows_the_source_lines()
    {
        using TempFolder folder = new();
        string path = folder.Write("sample.bpf.o", ElfWriter.Write(SampleObject.Create()));
        string output = Tool.Run("llvm-objdump-19", "-S", path);
        Assert.Contains("uint step = Step;", output);
        Assert.Contains("return value + 1;", output);
    }

    [Fact]
    public void Equal_specs_give_equal_bytes() =>
        Assert.Equal(ElfWriter.Write(SampleObject.Create()), ElfWriter.Write(SampleObject.Create()));

    [Fact]
    public void Bpftool_loads_every_program_into_the_running_kernel()
    {
        using TempFolder folder = new();
        string path = folder.Write("sample.bpf.o", ElfWriter.Write(SampleObject.Create()));
        string pins = KernelTests.PinFolder();
        try
        {
            Tool.Run("bpftool", "prog", "loadall", path, pins);
            Assert.Equal(["Count", "Enter"], Directory.GetFiles(pins).Select(p => Path.GetFileName(p)!).Order());
        }
        finally
        {
            Directory.Delete(pins, recursive: true);
        }
    }

    [Fact]
    public void Iproute2_attaches_the_program_to_a_device()
    {
        KernelTests.Require();
        using TempFolder folder = new();
        string path = folder.Write("sample.bpf.o", ElfWriter.Write(SampleObject.Create()));

        // A network namespace of its own: everything is gone with the shell.
        const string Script = "ip link add bpf0 type veth peer name bpf1 && ip link set dev bpf0 xdpgeneric obj \"$1\" sec xdp && ip -d link show bpf0";
        string output = Tool.Run("unshare", "-n", "sh", "-ec", Script, "sh", path);
        Assert.Contains("prog/xdp", output);
    }

    [Fact]
    public void Specs_that_contradict_themselves_are_refused()
    {
        ObjectSpec spec = SampleObject.Create();
        FunctionSpec count = spec.Functions[0];
        AssertRefused("'Nowhere', which is not there", spec with
        {
            Functions = spec.Functions.SetItem(0, count with { Relocations = [new(10, RelocationKind.Map, "Nowhere")] }),
        });
        AssertRefused("needs a wide load", spec with
        {
            Functions = spec.Functions.SetItem(0, count with { Relocations = [new(0, RelocationKind.Map, "Flows")] }),
        });
        AssertRefused("must rise from instruction 0", spec with
        {
            Functions = spec.Functions.SetItem(0, count with { Lines = [new(1, "/src/Sample.cs", 1, 1)] }),
        });
        AssertRefused("defined twice", spec with { Maps = spec.Maps.Add(spec.Maps[0]) });
        AssertRefused("overlaps", spec with { Globals = spec.Globals.Add(spec.Globals[0] with { Name = "Again" }) });
        AssertRefused("has an initial value", spec with { Globals = [spec.Globals[0] with { InitialValue = [1, 2, 3, 4, 5, 6, 7, 8] }] });
        AssertRefused("can't stand in .text", spec with { Globals = [spec.Globals[0] with { Section = ".text" }] });
    }

    private static void AssertRefused(string message, ObjectSpec spec) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => ElfWriter.Write(spec)).Message);
}

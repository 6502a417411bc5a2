using System.Collections.Immutable;
using System.Text;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Core.Tests.Link;

/// <summary>Instructions whose numbers depend on the architecture.</summary>
public sealed class MachineTests
{
    private static readonly ImmutableArray<MachineAccess> s_accesses =
    [
        new(0, MachineValue.Argument3), new(1, MachineValue.StackPointer), new(2, MachineValue.SystemCallArgument3), new(3, MachineValue.SampledAddress),
    ];

    // struct pt_regs and struct user_pt_regs, arch/*/include/uapi/asm/ptrace.h.
    [Theory]
    [InlineData(TargetArchitecture.X64, 88, 152, 56, 176)]
    [InlineData(TargetArchitecture.Arm64, 24, 248, 24, 280)]
    public void A_program_reads_the_registers_of_the_machine_that_it_is_linked_for(TargetArchitecture machine, int argument, int stack, int systemCall, int address)
    {
        ImmutableArray<Instruction> code = Link(machine, s_accesses);
        Assert.Equal([argument, stack, systemCall, address], [code[0].Offset, code[1].Offset, code[2].Imm, code[3].Offset]);
    }

    [Fact]
    public void What_a_machine_keeps_nowhere_known_is_refused()
    {
        BpfFormatException refused = Assert.Throws<BpfFormatException>(() => Link(TargetArchitecture.RiscV64, s_accesses));
        Assert.Contains("reads SystemCallArgument3, whose place on RiscV64 is not known", refused.Message);
    }

    [Theory]
    [InlineData("Probe 0 Argument3\nProbe 9 Argument0\n")]
    [InlineData("Probe 0 Argument0\n")]
    [InlineData("Probe 2 Argument3\n")]
    [InlineData("Probe 0 17\n")]
    [InlineData("Probe -1 Argument3\n")]
    [InlineData("Other 0 Argument3\n")]
    [InlineData("Probe 0\n")]
    public void A_damaged_section_is_refused(string text)
    {
        byte[] image = ElfWriter.Write(Object() with { ExtraSections = [new(SectionNames.Machine, [.. Encoding.UTF8.GetBytes(text)])] });
        Assert.Contains(SectionNames.Machine, Assert.Throws<BpfFormatException>(() => ElfReader.Read(image)).Message);
    }

    [Fact]
    public void Objects_without_such_instructions_have_no_section() => Assert.Null(MachineSection.Write([("Probe", [])]));

    private static ImmutableArray<Instruction> Link(TargetArchitecture machine, ImmutableArray<MachineAccess> accesses)
    {
        byte[] image = ElfWriter.Write(Object() with { ExtraSections = [MachineSection.Write([("Probe", accesses)])!] });
        BpfObjectFile file = ElfReader.Read(image);
        Assert.Empty(file.OtherSections);
        return Linker.Link(file, LinkerTests.Profile, new() { Architecture = machine }).Programs[0].Instructions;
    }

    private static ObjectSpec Object()
    {
        BtfBuilder types = new();
        int program = types.AddFuncProto(types.AddInt("int", 4, BtfIntEncoding.Signed), [new("ctx", types.AddPtr(0))]);
        return new()
        {
            License = "GPL",
            Types = types,
            Functions =
            [
                new()
                {
                    Name = "Probe",
                    Section = "kprobe",
                    ProtoTypeId = program,
                    Instructions =
                    [
                        new(Opcode.LdxMemDW, 0, 1, 88), new(Opcode.LdxMemDW, 0, 1, 152), new(Opcode.AluMovK, 2, Imm: 56), new(Opcode.LdxMemDW, 0, 1, 176), new(Opcode.JmpExit),
                    ],
                },
            ],
        };
    }
}

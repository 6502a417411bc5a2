using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;

namespace Bpf.Core.Tests.Elf;

/// <summary>An object that uses everything the writer has: two programs, a subprogram, maps, globals of each section, lines.</summary>
internal static class SampleObject
{
    public static byte[] CSharpSection { get; } = [1, 2, 3, 4, 5];

    public static ObjectSpec Create()
    {
        BtfBuilder types = new();
        int u32 = types.AddInt("unsigned int", 4);
        int u64 = types.AddInt("unsigned long", 8);
        int @int = types.AddInt("int", 4, BtfIntEncoding.Signed);
        int program = types.AddFuncProto(@int, [new("ctx", types.AddPtr(0))]);
        int proto = types.AddFuncProto(u64, [new("value", u64)]);
        int key = types.AddStruct("FlowKey", 8, [new("Address", u32, 0), new("Port", u32, 32)]);
        return new()
        {
            License = "GPL",
            Types = types,
            Functions =
            [
                new()
                {
                    Name = "Count",
                    Section = "xdp",
                    ProtoTypeId = program,
                    Instructions = Count(),
                    Relocations =
                    [
                        new(3, RelocationKind.Global, ".rodata", 4),
                        new(6, RelocationKind.Call, "Increment"),
                        new(7, RelocationKind.Global, ".bss", 8),
                        new(10, RelocationKind.Map, "Flows"),
                    ],
                    Lines =
                    [
                        new(0, "/src/Sample.cs", 10, 9, "        uint step = Step;"),
                        new(6, "/src/Sample.cs", 11, 9, "        Total = Increment(step);"),
                        new(10, "/src/Sample.cs", 12, 13, "        if (Flows.TryFind(key, out _)) return Pass;"),
                    ],
                },
                new()
                {
                    Name = "Enter",
                    Section = "raw_tp/sys_enter",
                    ProtoTypeId = program,
                    Instructions = [new(Opcode.Alu64MovK), new(Opcode.JmpExit)],
                    Lines = [new(0, "/src/Sample.cs", 20, 9, "        return 0;")],
                },
                new()
                {
                    Name = "Increment",
                    Section = SectionNames.Text,
                    ProtoTypeId = proto,
                    Instructions = [new(Opcode.Alu64MovX, 0, 1), new(Opcode.Alu64AddK, 0, Imm: 1), new(Opcode.JmpExit)],
                    Lines = [new(0, "/src/Sample.cs", 30, 9, "        return value + 1;")],
                },
            ],
            Maps =
            [
                new()
                {
                    Name = "Flows", Type = MapType.Hash, KeySize = 8, ValueSize = 8, MaxEntries = 64,
                    BtfKeyTypeId = key, BtfValueTypeId = u64, Flags = 1,
                },
                new() { Name = "Events", Type = MapType.Ringbuf, MaxEntries = 4096 },
            ],
            Globals =
            [
                new("First", ".bss", 0, 8, u64, []),
                new("Total", ".bss", 8, 8, u64, []),
                new("Seed", ".data", 0, 4, u32, [1, 0, 0, 0]),
                new("Unused", ".rodata", 0, 4, u32, [7, 0, 0, 0]),
                new("Step", ".rodata", 4, 4, u32, [2, 0, 0, 0]),
            ],
            ExtraSections = [new(SectionNames.CSharp, [.. CSharpSection])],
        };
    }

    private static ImmutableArray<Instruction> Count() =>
    [
        new(Opcode.StMemDW, 10, 0, -8, 0),
        new(Opcode.Alu64MovX, 2, 10),
        new(Opcode.Alu64AddK, 2, Imm: -8),
        new(Opcode.LdImmDW, 1), default,
        new(Opcode.LdxMemW, 1, 1),
        new(Opcode.JmpCall),
        new(Opcode.LdImmDW, 1), default,
        new(Opcode.StxMemDW, 1, 0),
        new(Opcode.LdImmDW, 1), default,
        new(Opcode.Alu64MovX, 2, 10),
        new(Opcode.Alu64AddK, 2, Imm: -8),
        new(Opcode.JmpCall, Imm: 1),
        new(Opcode.Alu64MovK, 0, Imm: 2),
        new(Opcode.JmpExit),
    ];
}

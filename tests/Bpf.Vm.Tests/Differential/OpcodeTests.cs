using System.Buffers.Binary;
using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Vm.Interpreter;
using Bpf.Vm.Tests.Support;
using static Bpf.Core.Isa.Asm;
using static Bpf.Vm.Tests.Support.Programs;

namespace Bpf.Vm.Tests.Differential;

/// <summary>Runs every instruction of the table on edge operands, in the running kernel and in the simulated one.</summary>
public class OpcodeTests
{
    private const int ResultsPerRow = 4;

    // What jumps, calls and returns do is seen in every program; the wide loads of addresses, in those that use maps and callbacks.
    private static readonly Mnemonic[] Elsewhere =
    [
        Mnemonic.Ja, Mnemonic.Gotol, Mnemonic.MayGoto, Mnemonic.CallHelper, Mnemonic.CallKfunc, Mnemonic.CallLocal, Mnemonic.Exit,
        Mnemonic.LdFunc, Mnemonic.LdMapIdx, Mnemonic.LdMapIdxValue, Mnemonic.LdAbs, Mnemonic.LdInd,
    ];

    private static readonly ulong[] Operands =
    [
        0, 1, 2, 7, 31, 32, 63, 64, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x1_0000_0000,
        0x0123_4567_89ab_cdef, 0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, 0x8000_0000_8000_0000, ulong.MaxValue, ulong.MaxValue - 1,
    ];

    private static readonly int[] Immediates = [1, 2, 7, 31, -1, -2, 127, 128, -128, 0x7fff, 0x1_0000, int.MaxValue, int.MinValue, 0x1234_5678];

    private static readonly ImmutableArray<OpcodeInfo> Rows =
        [.. Opcodes.All.Where(row => Operations.Find(row) is not null && !Elsewhere.Contains(row.Mnemonic))];

    private static readonly MapSpec Values = new()
    {
        Name = "values",
        Type = MapType.Array,
        KeySize = 4,
        ValueSize = (3 + Rows.Length * ResultsPerRow) * 8,
        MaxEntries = 1,
    };

    [Fact]
    public void Every_instruction_gives_what_the_running_kernel_gives()
    {
        RunningKernel.SkipUnlessPresent();
        var random = new Random(1);
        for (int n = 0; n < Immediates.Length; n++)
        {
            LoadRequest request = Request(Program(Immediates[n]), ProgramType.SocketFilter, Values);
            int map = RunningKernel.CreateMap(Values), program = RunningKernel.Load(request, map);
            var kernel = new SimulatedKernel();
            kernel.Load(request);
            foreach (ulong a in Operands)
            {
                // All pairs for the first immediate, a sample for the others, which change one operand only.
                foreach (ulong b in n == 0 ? Operands : [Operands[random.Next(Operands.Length)]])
                    Compare(map, program, kernel, a, b, random.Next(2) == 0 ? a : b, Immediates[n]);
            }
            RunningKernel.Close(program);
            RunningKernel.Close(map);
        }
    }

    [Fact]
    public void Every_instruction_of_the_table_is_decoded_or_refused()
    {
        Mnemonic[] refused = [.. Opcodes.All.Where(row => Operations.Find(row) is null).Select(row => row.Mnemonic).Distinct()];
        Assert.Equal(
            [Mnemonic.AddrSpaceCast, Mnemonic.Gotox, Mnemonic.LdMapFd, Mnemonic.LdMapValue, Mnemonic.LdBtfId],
            refused.Order());
    }

    private static void Compare(int map, int program, SimulatedKernel kernel, ulong a, ulong b, ulong c, int immediate)
    {
        byte[] value = new byte[Values.ValueSize], key = new byte[4];
        BinaryPrimitives.WriteUInt64LittleEndian(value, a);
        BinaryPrimitives.WriteUInt64LittleEndian(value.AsSpan(8), b);
        BinaryPrimitives.WriteUInt64LittleEndian(value.AsSpan(16), c);
        Assert.Equal(0, RunningKernel.Update(map, key, value, 0));
        Assert.Equal(0, kernel.GetMap("values").Update(key, value, 0, 0));
        RunningKernel.Run(program);
        kernel.Run();
        Assert.Equal(0, RunningKernel.Lookup(map, key, value));
        ReadOnlySpan<byte> simulated = kernel.GetMap("values").Lookup(key, 0);
        if (simulated.SequenceEqual(value)) return;
        int at = simulated.CommonPrefixLength(value) / 8;
        OpcodeInfo row = Rows[(at - 3) / ResultsPerRow];
        string result = "r0,r1,r2,memory".Split(',')[(at - 3) % ResultsPerRow];
        ulong expected = BinaryPrimitives.ReadUInt64LittleEndian(value.AsSpan(at * 8)), actual = BinaryPrimitives.ReadUInt64LittleEndian(simulated[(at * 8)..]);
        Assert.Fail($"{row.Mnemonic} {row.Width} '{row.Listing}' with r1 = {a:x}, r2 = {b:x}, r0 = {c:x}, imm {immediate}: {result} is {actual:x}, the kernel has {expected:x}.");
    }

    /// <summary>One instruction after the other, each with r1 and r2 as operands, r0 as comparand, 8 bytes of stack as memory; all four are results.</summary>
    private static ImmutableArray<Instruction> Program(int immediate)
    {
        var code = new List<Instruction>();
        code.AddRange(Code(MapValue(6, 0, 0)));
        for (int i = 0; i < Rows.Length; i++)
        {
            short results = (short)((3 + i * ResultsPerRow) * 8);
            code.AddRange(Code(
                LdxMem(Size.DW, 1, 6, 0), LdxMem(Size.DW, 2, 6, 8), LdxMem(Size.DW, 0, 6, 16),
                StxMem(Size.DW, 10, 1, -8), Snippet(Rows[i], immediate),
                StxMem(Size.DW, 6, 0, results), StxMem(Size.DW, 6, 1, (short)(results + 8)), StxMem(Size.DW, 6, 2, (short)(results + 16)),
                LdxMem(Size.DW, 3, 10, -8), StxMem(Size.DW, 6, 3, (short)(results + 24))));
        }
        code.AddRange(Code(Mov64Imm(0, 0), Exit()));
        return [.. code];
    }

    private static ImmutableArray<Instruction> Snippet(OpcodeInfo row, int immediate)
    {
        bool isShift = row.Mnemonic is Mnemonic.Lsh or Mnemonic.Rsh or Mnemonic.Arsh;
        int imm = isShift ? immediate & (row.Width - 1) : immediate;
        var one = new Instruction(row.Opcode);
        one = row.Selector switch
        {
            InstructionField.Offset => one with { Offset = (short)row.SelectorValue },
            InstructionField.Imm => one with { Imm = row.SelectorValue },
            InstructionField.Src => one with { Src = (byte)row.SelectorValue },
            _ => one,
        };
        return row.Form switch
        {
            OperandForm.Dst => [one with { Dst = 1 }],
            OperandForm.DstImm => [one with { Dst = 1, Imm = imm }],
            OperandForm.DstSrc => [one with { Dst = 1, Src = 2 }],
            OperandForm.DstImm64 => [one with { Dst = 1, Imm = imm }, new Instruction(0, Imm: ~imm)],
            OperandForm.Load => [one with { Dst = 1, Src = 10, Offset = -8 }],
            OperandForm.StoreImm => [one with { Dst = 10, Offset = -8, Imm = imm }],
            OperandForm.Store => [one with { Dst = 10, Src = 2, Offset = -8 }],
            OperandForm.Atomic when row.Mnemonic == Mnemonic.LoadAcquire => [one with { Dst = 1, Src = 10, Offset = -8 }],
            OperandForm.Atomic => [one with { Dst = 10, Src = 2, Offset = -8 }],
            OperandForm.CompareImm => [one with { Dst = 1, Imm = imm, Offset = 1 }, Mov64Imm(2, 0)],
            OperandForm.CompareSrc => [one with { Dst = 1, Src = 2, Offset = 1 }, Mov64Imm(2, 77)],
            _ => throw new InvalidOperationException($"No snippet for {row.Mnemonic}."),
        };
    }
}

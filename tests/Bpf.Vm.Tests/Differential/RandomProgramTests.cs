using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Vm.Tests.Support;
using static Bpf.Core.Isa.Asm;
using static Bpf.Vm.Tests.Support.Programs;

namespace Bpf.Vm.Tests.Differential;

/// <summary>Runs random programs over numbers, the stack, jumps and calls in both kernels.</summary>
public class RandomProgramTests
{
    private const int Registers = 9;
    private const int StackWords = 8;

    private static readonly MapSpec State = new() { Name = "state", Type = MapType.Array, KeySize = 4, ValueSize = (Registers + StackWords) * 8, MaxEntries = 1 };

    private static readonly AluCode[] Binary =
        [AluCode.Add, AluCode.Sub, AluCode.Mul, AluCode.Div, AluCode.Or, AluCode.And, AluCode.Lsh, AluCode.Rsh, AluCode.Mod, AluCode.Xor, AluCode.Mov, AluCode.Arsh];

    private static readonly JumpCode[] Compare =
        [JumpCode.JEq, JumpCode.JGt, JumpCode.JGe, JumpCode.JSet, JumpCode.JNe, JumpCode.JSGt, JumpCode.JSGe, JumpCode.JLt, JumpCode.JLe, JumpCode.JSLt, JumpCode.JSLe];

    private static readonly AtomicCode[] Atomics =
    [
        AtomicCode.Add, AtomicCode.Or, AtomicCode.And, AtomicCode.Xor, AtomicCode.FetchAdd, AtomicCode.FetchOr, AtomicCode.FetchAnd, AtomicCode.FetchXor,
        AtomicCode.Xchg, AtomicCode.CmpXchg,
    ];

    private static readonly Size[] Sizes = [Size.B, Size.H, Size.W, Size.DW];

    [Fact]
    public void Random_programs_end_in_the_same_state()
    {
        RunningKernel.SkipUnlessPresent();
        for (int seed = 1; seed <= 400; seed++)
        {
            LoadRequest request = Request(Program(new Random(seed), 40), ProgramType.SocketFilter, State);
            int map = RunningKernel.CreateMap(State), program = RunningKernel.Load(request, map);
            var kernel = new SimulatedKernel();
            kernel.Load(request);
            byte[] key = new byte[4], state = new byte[State.ValueSize];
            var inputs = new Random(seed);
            for (int run = 0; run < 8; run++)
            {
                for (int i = 0; i < state.Length; i += 8) BinaryPrimitives.WriteInt64LittleEndian(state.AsSpan(i), Number(inputs));
                RunningKernel.Update(map, key, state, 0);
                kernel.GetMap("state").Update(key, state, 0, 0);
                uint result = RunningKernel.Run(program).Result;
                Assert.Equal(result, (uint)kernel.Run());
                RunningKernel.Lookup(map, key, state);
                if (kernel.GetMap("state").Lookup(key, 0).SequenceEqual(state)) continue;
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, run {run}:\n{string.Join('\n', request.Instructions.Select(i => $"{i.Opcode:x2} dst {i.Dst} src {i.Src} offset {i.Offset} imm {i.Imm}"))}"));
            }
            RunningKernel.Close(program);
            RunningKernel.Close(map);
        }
    }

    private static long Number(Random random) => random.Next(4) switch
    {
        0 => random.Next(-4, 5),
        1 => random.Next(2) == 0 ? int.MinValue : long.MinValue + random.Next(2),
        2 => random.Next(),
        _ => random.NextInt64(long.MinValue, long.MaxValue),
    };

    private static ImmutableArray<Instruction> Program(Random random, int length)
    {
        var code = new List<Instruction>(Code(MapValue(9, 0, 0)));
        for (byte r = 0; r < Registers; r++) code.Add(LdxMem(Size.DW, r, 9, (short)(r * 8)));
        for (int i = 0; i < StackWords; i++) code.AddRange([LdxMem(Size.DW, 9, 9, (short)((Registers + i) * 8)), StxMem(Size.DW, 10, 9, StackSlot(i)), .. Code(MapValue(9, 0, 0))]);
        for (int i = 0; i < length; i++) code.Add(Random(random, length - 1 - i));
        code.AddRange(Code(MapValue(9, 0, 0)));
        for (byte r = 0; r < Registers; r++) code.Add(StxMem(Size.DW, 9, r, (short)(r * 8)));
        for (int i = 0; i < StackWords; i++) code.AddRange([LdxMem(Size.DW, 1, 10, StackSlot(i)), StxMem(Size.DW, 9, 1, (short)((Registers + i) * 8))]);
        code.AddRange([Mov64Imm(6, 5), Mov64Imm(1, length), CallLocal(2), Alu64Reg(AluCode.Add, 0, 6), Exit(), Mov64Imm(6, 0), Mov64Reg(0, 1), Exit()]);
        return [.. code];
    }

    private static Instruction Random(Random random, int left)
    {
        byte a = (byte)random.Next(Registers), b = (byte)random.Next(Registers);
        int imm = (int)Number(random);
        AluCode alu = Binary[random.Next(Binary.Length)];
        int nonZero = alu is AluCode.Div or AluCode.Mod && imm == 0 ? 3 : imm;
        int shift = alu is AluCode.Lsh or AluCode.Rsh or AluCode.Arsh ? imm & 31 : nonZero;
        switch (random.Next(14))
        {
            case 0: return Alu64Reg(alu, a, b);
            case 1: return Alu32Reg(alu, a, b);
            case 2: return Alu64Imm(alu, a, shift);
            case 3: return Alu32Imm(alu, a, shift);
            case 4: return random.Next(2) == 0 ? Neg64(a) : Neg32(a);
            case 5: return random.Next(2) == 0 ? MovSx64(a, b, 8 << random.Next(3)) : MovSx32(a, b, 8 << random.Next(2));
            case 6:
                AluCode division = random.Next(2) == 0 ? AluCode.Div : AluCode.Mod;
                return random.Next(2) == 0 ? Signed64Reg(division, a, b) : Signed32Reg(division, a, b);
            case 7:
                int bits = 16 << random.Next(3);
                return random.Next(3) switch { 0 => EndLe(a, bits), 1 => EndBe(a, bits), _ => BSwap(a, bits) };
            case 8: return StxMem(Sizes[random.Next(4)], 10, a, StackSlot(random.Next(StackWords)));
            case 9: return LdxMem(Sizes[random.Next(4)], a, 10, StackSlot(random.Next(StackWords)));
            case 10: return LdxMemSx(Sizes[random.Next(3)], a, 10, StackSlot(random.Next(StackWords)));
            case 11: return Asm.Atomic(random.Next(2) == 0 ? Size.W : Size.DW, Atomics[random.Next(Atomics.Length)], 10, a, StackSlot(random.Next(StackWords)));
            default:
                short distance = (short)random.Next(Math.Min(left, 6) + 1);
                JumpCode jump = Compare[random.Next(Compare.Length)];
                return random.Next(4) switch
                {
                    0 => JmpReg(jump, a, b, distance),
                    1 => JmpImm(jump, a, imm, distance),
                    2 => Jmp32Reg(jump, a, b, distance),
                    _ => Jmp32Imm(jump, a, imm, distance),
                };
        }
    }

    private static short StackSlot(int i) => (short)(-8 * (i + 1));
}

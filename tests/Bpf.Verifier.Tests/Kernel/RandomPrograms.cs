using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Makes programs of arithmetic, comparisons, spills and accesses to a map value at computed offsets.</summary>
internal sealed class RandomPrograms(Random random)
{
    private static readonly AluCode[] Operations =
    [
        AluCode.Add, AluCode.Sub, AluCode.Mul, AluCode.And, AluCode.Or, AluCode.Xor, AluCode.Lsh, AluCode.Rsh, AluCode.Arsh,
        AluCode.Mov, AluCode.Div, AluCode.Mod, AluCode.Neg,
    ];

    private static readonly JumpCode[] Comparisons =
    [
        JumpCode.JEq, JumpCode.JNe, JumpCode.JGt, JumpCode.JGe, JumpCode.JLt, JumpCode.JLe, JumpCode.JSGt, JumpCode.JSGe,
        JumpCode.JSLt, JumpCode.JSLe, JumpCode.JSet,
    ];

    private static readonly int[] Constants = [0, 1, 2, 7, 8, 15, 31, 32, 63, 64, 100, 255, 256, 4096, -1, -2, -8, int.MaxValue, int.MinValue];

    /// <summary>The next program.</summary>
    public ImmutableArray<Instruction> Next()
    {
        List<Instruction> code = [];
        for (byte r = 6; r <= 8; r++)
        {
            code.Add(new(Opcode.JmpCall, Imm: (int)HelperId.GetPrandomU32));
            code.Add(new(Opcode.Alu64MovX, r, 0));
        }

        code.Add(new(Opcode.Alu64MovK, 0, Imm: 0));
        int body = random.Next(4, 18);
        int end = code.Count + body;
        while (code.Count < end)
        {
            code.Add(Step(code.Count, end));
        }

        AddAccess(code);
        code.Add(new(Opcode.Alu64MovK, 0, Imm: 0));
        code.Add(new(Opcode.JmpExit));
        return [.. code];
    }

    private Instruction Step(int at, int end)
    {
        switch (random.Next(10))
        {
            case < 3 when at + 1 < end:
                JumpCode comparison = Comparisons[random.Next(Comparisons.Length)];
                InstructionClass jump = random.Next(2) == 0 ? InstructionClass.Jmp : InstructionClass.Jmp32;
                return WithOperand((byte)((byte)comparison | (byte)jump), (short)random.Next(0, end - at));
            case 3:
                return new(Opcode.StxMemDW, 10, Value(), (short)(-8 * random.Next(1, 3)));
            case 4:
                return new(Opcode.LdxMemDW, Value(), 10, (short)(-8 * random.Next(1, 3)));
            default:
                AluCode operation = Operations[random.Next(Operations.Length)];
                InstructionClass alu = random.Next(2) == 0 ? InstructionClass.Alu : InstructionClass.Alu64;
                return operation == AluCode.Neg
                    ? new((byte)((byte)operation | (byte)alu), Value())
                    : Legal(WithOperand((byte)((byte)operation | (byte)alu), 0), alu);
        }
    }

    private Instruction WithOperand(byte opcode, short offset) => random.Next(2) == 0
        ? new((byte)(opcode | (byte)SourceOperand.X), Value(), Value(), offset)
        : new(opcode, Value(), 0, offset, Constants[random.Next(Constants.Length)]);

    /// <summary>Keeps most shifts and divisions legal, so that what comes later is reached.</summary>
    private static Instruction Legal(Instruction insn, InstructionClass alu) => (insn.AluCode, insn.Source) switch
    {
        (AluCode.Lsh or AluCode.Rsh or AluCode.Arsh, SourceOperand.K) => insn with { Imm = insn.Imm & (alu == InstructionClass.Alu ? 31 : 63) },
        (AluCode.Div or AluCode.Mod, SourceOperand.K) => insn with { Imm = insn.Imm == 0 ? 3 : insn.Imm },
        _ => insn,
    };

    private byte Value() => (byte)random.Next(6, 9);

    /// <summary>An access to a value of 64 bytes, its offset bounded on some paths.</summary>
    private void AddAccess(List<Instruction> code)
    {
        byte index = Value();
        switch (random.Next(4))
        {
            case 0:
                code.Add(new(Opcode.Alu64AndK, index, Imm: random.Next(2) == 0 ? 63 : 64));
                break;
            case 1:
                code.Add(new(Opcode.JmpJGtK, index, Offset: 4, Imm: 63));
                break;
            case 2:
                code.Add(new(Opcode.JmpJSGtK, index, Offset: 5, Imm: 60));
                code.Add(new(Opcode.JmpJSLtK, index, Offset: 4, Imm: 0));
                break;
        }

        code.Add(new(Opcode.LdImmDW, 1, (byte)PseudoSource.MapIdxValue, Imm: 3));
        code.Add(new(0));
        code.Add(new(Opcode.Alu64AddX, 1, index));
        code.Add(new(Opcode.LdxMemB, 2, 1));
    }
}

using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using static Bpf.Core.Isa.Register;

namespace Bpf.KernelAnswers;

/// <summary>Programs that use a given amount of something, to try how much there may be.</summary>
internal static class LimitPrograms
{
    private const int LengthOfPacket = 0; // struct __sk_buff

    private static readonly Instruction[] s_end = [Asm.Mov64Imm(R0, 0), Asm.Exit()];

    /// <summary>Writes the last byte of so much stack.</summary>
    public static ImmutableArray<Instruction> Stack(int bytes) => [Asm.StMem(Size.B, R10, (short)-bytes, 0), .. s_end];

    /// <summary>So many functions: the first calls each of the others, which do nothing.</summary>
    public static ImmutableArray<Instruction> Functions(int count)
    {
        int others = count - 1, start = others + s_end.Length;
        return
        [
            .. Enumerable.Range(0, others).Select(i => Asm.CallLocal(start + (i * s_end.Length) - i - 1)),
            .. Enumerable.Repeat(s_end, count).SelectMany(static end => end),
        ];
    }

    /// <summary>So many functions, each of which calls the next.</summary>
    public static ImmutableArray<Instruction> Chain(int count) =>
    [
        .. Enumerable.Range(0, count - 1).SelectMany(static _ => new[] { Asm.CallLocal(1), Asm.Exit() }),
        .. s_end,
    ];

    /// <summary>So many instructions, one after the other.</summary>
    public static ImmutableArray<Instruction> Straight(int count) => [.. Enumerable.Repeat(Asm.Mov64Imm(R0, 0), count - 1), Asm.Exit()];

    /// <summary>A loop of two instructions, followed to its end, in which so many are processed.</summary>
    public static ImmutableArray<Instruction> Processed(int count)
    {
        // Before, behind, and one more where the number asks for it.
        int around = 3 + (count % 2 == 0 ? 1 : 0), rounds = (count - around) / 2;
        return
        [
            .. Enumerable.Repeat(Asm.Mov64Imm(R6, 0), around - 2),
            Asm.Alu64Imm(AluCode.Add, R6, 1),
            Asm.JmpImm(JumpCode.JLt, R6, rounds, -2),
            .. s_end,
        ];
    }

    /// <summary>So many branches that go to the end, each of which is walked after those that follow it.</summary>
    public static ImmutableArray<Instruction> Branches(int count) =>
    [
        Asm.LdxMem(Size.W, R1, R1, LengthOfPacket),
        .. Enumerable.Range(0, count).Select(i => Asm.JmpImm(JumpCode.JEq, R1, i, (short)(count - i - 1))),
        .. s_end,
    ];

    /// <summary>Refers to so many maps.</summary>
    public static ImmutableArray<Instruction> Maps(int count) => [.. Enumerable.Range(0, count).SelectMany(static map => Map(R1, map)), .. s_end];

    /// <summary>Counts in map 0 how often it runs, calls itself through map 1, and returns the count where that fails.</summary>
    public static ImmutableArray<Instruction> CallsItself() =>
    [
        Asm.Mov64Reg(R6, R1),
        Asm.StMem(Size.W, R10, -4, 0),
        Asm.Mov64Reg(R2, R10),
        Asm.Alu64Imm(AluCode.Add, R2, -4),
        .. Map(R1, 0),
        Asm.Call(HelperId.MapLookupElem),
        Asm.JmpImm(JumpCode.JNe, R0, 0, 1),
        Asm.Exit(),
        Asm.LdxMem(Size.W, R7, R0, 0),
        Asm.Alu64Imm(AluCode.Add, R7, 1),
        Asm.StxMem(Size.W, R0, R7, 0),
        Asm.Mov64Reg(R1, R6),
        .. Map(R2, 1),
        Asm.Mov64Imm(R3, 0),
        Asm.Call(HelperId.TailCall),
        Asm.Mov64Reg(R0, R7),
        Asm.Exit(),
    ];

    private static Instruction[] Map(byte register, int index)
    {
        (Instruction first, Instruction second) = Asm.LdImm64(register, PseudoSource.MapIdx, index, 0);
        return [first, second];
    }
}

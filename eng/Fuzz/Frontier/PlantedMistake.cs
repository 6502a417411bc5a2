using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Fuzz.Frontier;

/// <summary>
/// A mistake that a verifier could make, to see that the fuzzer would find it: the simulated one takes an instruction for another, or a fact for
/// another, and the running kernel does not.
/// </summary>
/// <param name="Name">What is done wrong.</param>
/// <param name="Apply">What the simulated verifier sees.</param>
internal sealed record PlantedMistake(string Name, Func<LoadRequest, LoadRequest> Apply)
{
    public static readonly PlantedMistake[] All =
    [
        Compares("compares signed numbers as unsigned", (JumpCode.JSGt, JumpCode.JGt), (JumpCode.JSGe, JumpCode.JGe), (JumpCode.JSLt, JumpCode.JLt), (JumpCode.JSLe, JumpCode.JLe)),
        Compares("compares unsigned numbers as signed", (JumpCode.JGt, JumpCode.JSGt), (JumpCode.JGe, JumpCode.JSGe), (JumpCode.JLt, JumpCode.JSLt), (JumpCode.JLe, JumpCode.JSLe)),
        Compares("takes at least for more than", (JumpCode.JGe, JumpCode.JGt), (JumpCode.JSGe, JumpCode.JSGt)),
        Compares("takes at most for less than", (JumpCode.JLe, JumpCode.JLt), (JumpCode.JSLe, JumpCode.JSLt)),
        Compares("takes a test of bits for an equality", (JumpCode.JSet, JumpCode.JEq)),
        Sees("compares all of a number where half is compared", i => i.IsConditionalJump && i.Class == InstructionClass.Jmp32 ? i with { Opcode = (byte)(i.Opcode - 1) } : i),
        Sees("compares half of a number where all is compared", i => i is { IsConditionalJump: true, Class: InstructionClass.Jmp, JumpCode: < JumpCode.JCond } ? i with { Opcode = (byte)(i.Opcode + 1) } : i),
        Sees("leaves the high half as it was", i => i.Class == InstructionClass.Alu && i.AluCode != AluCode.End ? i with { Opcode = (byte)(i.Opcode | 3) } : i),
        Computes("shifts right without the sign", AluCode.Arsh, AluCode.Rsh),
        Computes("shifts right with the sign", AluCode.Rsh, AluCode.Arsh),
        Computes("adds where it is subtracted", AluCode.Sub, AluCode.Add),
        Computes("multiplies where it is added", AluCode.Add, AluCode.Mul),
        Computes("takes differing bits for common ones", AluCode.Xor, AluCode.And),
        Sees("widens with zeros", i => i is { IsAlu: true, AluCode: AluCode.Mov, Offset: not 0 } ? i with { Offset = 0 } : i),
        Sees("looks at the first byte of an access only", i => i.IsLoadOrStore && i is { IsWide: false, IsAtomic: false, Dst: < 10, Src: < 10 } && i.Mode == Mode.Mem ? i with { Opcode = (byte)((i.Opcode & ~0x18) | (byte)Size.B) } : i),
        Sees("forgets the offset of an access", i => i is { Class: InstructionClass.Ldx or InstructionClass.Stx or InstructionClass.St, Dst: < 10, Src: < 10 } ? i with { Offset = 0 } : i),
        Sees("takes a value that may be none for one that is there", i => i is { Opcode: Opcode.JmpJEqK, Dst: 0 or 1, Imm: 0 } ? new(Opcode.JmpJNeK, i.Dst, 0, i.Offset) : i),
        Sees("forgets what was acquired", i => i is { IsHelperCall: true, Imm: (int)HelperId.RingbufSubmit or (int)HelperId.RingbufDiscard or (int)HelperId.SkRelease } ? i with { Imm = (int)HelperId.GetPrandomU32 } : i),
        new("allows eight bytes behind a map's values", r => r with { Maps = [.. r.Maps.Select(m => m.Type == MapType.Ringbuf ? m : m with { ValueSize = m.ValueSize + 8 })] }),
        new("lets programs write what they may only read", r => r with { Maps = [.. r.Maps.Select(m => m with { Flags = m.Flags & ~(uint)MapFlags.RdonlyProg })] }),
    ];

    private static PlantedMistake Sees(string name, Func<Instruction, Instruction> wrong) => new(name, request => request with { Instructions = Map(request.Instructions, wrong) });

    private static PlantedMistake Computes(string name, AluCode right, AluCode wrong) =>
        Sees(name, i => i.IsAlu && i.AluCode == right ? i with { Opcode = (byte)((i.Opcode & 0x0f) | (byte)wrong) } : i);

    private static PlantedMistake Compares(string name, params (JumpCode Right, JumpCode Wrong)[] pairs) => Sees(name, i =>
    {
        foreach ((JumpCode right, JumpCode wrong) in pairs)
        {
            if (i.IsConditionalJump && i.JumpCode == right) return i with { Opcode = (byte)((i.Opcode & 0x0f) | (byte)wrong) };
        }

        return i;
    });

    private static ImmutableArray<Instruction> Map(ImmutableArray<Instruction> code, Func<Instruction, Instruction> change)
    {
        ImmutableArray<Instruction>.Builder changed = ImmutableArray.CreateBuilder<Instruction>(code.Length);
        for (int i = 0; i < code.Length; i++) changed.Add(i > 0 && code[i - 1].IsWide ? code[i] : change(code[i]));
        return changed.MoveToImmutable();
    }
}

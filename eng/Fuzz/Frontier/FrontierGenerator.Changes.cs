using Bpf.Core.Isa;

namespace Bpf.Fuzz.Frontier;

/// <content>Changes of single instructions, such as no compiler would make.</content>
internal sealed partial class FrontierGenerator
{
    private void Change(Instruction[] code)
    {
        int at = random.Next(code.Length);
        ref Instruction insn = ref code[at];
        bool second = at > 0 && code[at - 1].IsWide;
        switch (second ? 0 : random.Next(10))
        {
            case 0 or 3 when insn.IsMapLoad || (second && code[at - 1].IsMapLoad):
                return;
            case 0:
                insn = insn with { Imm = OneIn(2) ? Edge() : insn.Imm + random.Next(-1, 2) };
                break;
            case 1:
                insn = insn with { Offset = (short)(OneIn(2) ? random.Next(-16, 17) : insn.Offset + random.Next(-8, 9)) };
                break;
            case 2:
                insn = insn with { Dst = (byte)random.Next(OneIn(10) ? 16 : 11) };
                break;
            case 3:
                insn = insn with { Src = (byte)random.Next(OneIn(10) ? 16 : 11) };
                break;
            case 4:
                insn = insn with { Opcode = (byte)random.Next(256) };
                break;
            case 5 when insn.IsLoadOrStore && !insn.IsWide:
                insn = insn with { Opcode = (byte)((insn.Opcode & ~0x18) | random.Next(4) << 3) };
                break;
            case 6 when insn.IsConditionalJump:
                insn = insn with { Opcode = (byte)((insn.Opcode & 0x0f) | (byte)Pick([JumpCode.JEq, JumpCode.JNe, JumpCode.JGt, JumpCode.JSLt, JumpCode.JLe])) };
                break;
            case 7 when insn.IsHelperCall:
                insn = insn with { Imm = random.Next(1, 215) };
                break;
            case 8 when at + 1 < code.Length && !insn.IsWide && !code[at + 1].IsWide:
                (code[at], code[at + 1]) = (code[at + 1], code[at]);
                break;
            default:
                if (!insn.IsWide) insn = new(Opcode.JmpJa);
                break;
        }
    }
}

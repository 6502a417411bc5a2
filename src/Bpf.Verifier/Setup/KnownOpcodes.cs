// Rests on: RFC 9669 section 8 (opcode table).
using Bpf.Core.Isa;

namespace Bpf.Verifier.Setup;

/// <summary>Which opcode bytes a kernel knows at all; their other fields are looked at when a path reaches them.</summary>
internal static class KnownOpcodes
{
    public static bool Contains(byte opcode, BehaviorSwitches rules)
    {
        bool x = (opcode & 8) != 0;
        switch ((InstructionClass)(opcode & 7))
        {
            case InstructionClass.Ld:
                return opcode is Opcode.LdAbsB or Opcode.LdAbsH or Opcode.LdAbsW or Opcode.LdIndB or Opcode.LdIndH or Opcode.LdIndW;
            case InstructionClass.Ldx:
                return (Mode)(opcode & 0xe0) == Mode.Mem || (opcode is Opcode.LdxMemSxB or Opcode.LdxMemSxH or Opcode.LdxMemSxW && rules.IsaV4);
            case InstructionClass.St:
                return (Mode)(opcode & 0xe0) == Mode.Mem;
            case InstructionClass.Stx:
                return (Mode)(opcode & 0xe0) == Mode.Mem || opcode is Opcode.StxAtomicW or Opcode.StxAtomicDW
                    || (opcode is Opcode.StxAtomicB or Opcode.StxAtomicH && rules.LoadAcquire);
            case InstructionClass.Alu:
                return (AluCode)(opcode & 0xf0) switch { AluCode.Neg => !x, <= AluCode.End => true, _ => false };
            case InstructionClass.Alu64:
                return (AluCode)(opcode & 0xf0) switch
                {
                    AluCode.Neg => !x,
                    AluCode.End => !x && rules.IsaV4,
                    < AluCode.End => true,
                    _ => false,
                };
            case InstructionClass.Jmp:
                return (JumpCode)(opcode & 0xf0) switch
                {
                    JumpCode.Ja or JumpCode.Call or JumpCode.Exit => !x,
                    JumpCode.JCond => !x && rules.MayGoto,
                    <= JumpCode.JSLe => true,
                    _ => false,
                };
            default:
                return (JumpCode)(opcode & 0xf0) switch
                {
                    JumpCode.Ja => !x && rules.IsaV4,
                    JumpCode.Call or JumpCode.Exit => false,
                    <= JumpCode.JSLe => true,
                    _ => false,
                };
        }
    }
}

using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Isa;

namespace Bpf.Core.Link.Core;

/// <summary>Writes the answer of a CO-RE relocation into its instruction.</summary>
public static class CorePatch
{
    /// <summary>A call of a helper that no kernel has: code that asks for what isn't there is refused, if it can be reached.</summary>
    public const int PoisonedHelper = 0xbad2310;

    /// <summary>Answers a relocation.</summary>
    /// <returns>False where the kernel's types don't have what is asked for: the instruction is one then that no kernel takes.</returns>
    internal static bool Apply(ImmutableArray<Instruction>.Builder code, int at, int end, string function, CoreRelocation relocation,
        CoreRelocator relocator)
    {
        Instruction instruction = code[at];
        bool isWide = instruction.Opcode == Opcode.LdImmDW;
        if (isWide && at + 1 >= end) throw Bad("a wide load is cut off");
        (CoreValue mine, CoreValue? target) = relocator.Answer(relocation);
        if (target is not { } answer)
        {
            Poison();
            return false;
        }

        switch (instruction.Class)
        {
            case InstructionClass.Alu or InstructionClass.Alu64 when instruction.Source == SourceOperand.K:
                Check((uint)instruction.Imm, (uint)mine.Value);
                code[at] = instruction with { Imm = (int)answer.Value };
                break;
            case InstructionClass.Ldx or InstructionClass.St or InstructionClass.Stx:
                Check((ulong)(long)instruction.Offset, mine.Value);
                if (answer.Value > (ulong)short.MaxValue) throw Bad($"the field is at {answer.Value} bytes, too far for an offset");
                if (mine.FieldSize != answer.FieldSize && !CoreRelocator.MayResize(mine, answer))
                {
                    Poison();
                    return false;
                }

                code[at] = instruction with { Opcode = Resized(instruction.Opcode), Offset = (short)answer.Value };
                break;
            case InstructionClass.Ld when isWide:
                Check((uint)instruction.Imm | (ulong)(uint)code[at + 1].Imm << 32, mine.Value);
                code[at] = instruction with { Imm = (int)answer.Value };
                code[at + 1] = code[at + 1] with { Imm = (int)(answer.Value >> 32) };
                break;
            default:
                throw Bad("the instruction has nothing to relocate");
        }

        return true;

        void Poison()
        {
            code[at] = new(Opcode.JmpCall, Imm: PoisonedHelper);
            if (isWide) code[at + 1] = new(Opcode.JmpCall, Imm: PoisonedHelper);
        }

        void Check(ulong actual, ulong expected)
        {
            if (!mine.IsAmbiguous && actual != expected) throw Bad($"the compiler wrote {actual} where its own types say {expected}");
        }

        byte Resized(byte opcode)
        {
            if (mine.FieldSize == answer.FieldSize) return opcode;
            Size size = answer.FieldSize switch
            {
                8 => Size.DW,
                4 => Size.W,
                2 => Size.H,
                1 => Size.B,
                int other => throw Bad($"no access is {other} bytes wide"),
            };
            return (byte)(opcode & ~(byte)0x18 | (byte)size);
        }

        BpfFormatException Bad(string why) => new($"Function '{function}', CO-RE relocation {relocation.Kind} of instruction {at}: {why}.");
    }
}

// Rests on: the kernel's logs.
using System.Text;
using Bpf.Core.Isa;
using Bpf.Verifier.Log;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>One line an instruction: where, what, and at level 2 the state before it.</summary>
internal sealed partial class Engine
{
    private void LogInstruction()
    {
        if (log.Level == 0)
        {
            return;
        }

        Instruction insn = instructions[at];
        string listing = Disassembler.Disassemble(instructions, at, ListingOptions.Kernel);
        string state = log.Level > 1 ? $" ; {DescribeState()}" : "";
        log.Line($"{at}: ({insn.Opcode:x2}) {listing}{state}");
    }

    private string DescribeState()
    {
        StringBuilder text = new();
        FuncState frame = current.Current;
        if (frame.FrameNo > 0)
        {
            text.Append("frame").Append(frame.FrameNo).Append(": ");
        }

        for (int i = 0; i < 11; i++)
        {
            if (frame.Registers[i].Type != RegisterType.NotInit)
            {
                text.Append('R').Append(i).Append('=').Append(RegisterFormatter.Format(in frame.Registers[i], this)).Append(' ');
            }
        }

        for (int i = 0; i < frame.SlotCount; i++)
        {
            ref StackSlot slot = ref frame.Slot(i);
            if (slot.Types != 0)
            {
                text.Append("fp-").Append((i + 1) * 8).Append('=').Append(RegisterFormatter.Format(in slot, this)).Append(' ');
            }
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Key and value sizes of a map, as states print them.</summary>
    internal (string Name, int KeySize, int ValueSize) DescribeMap(int index) =>
        (maps[index].Spec.Name, maps[index].Spec.KeySize, maps[index].Spec.ValueSize);
}

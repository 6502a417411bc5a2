using System.Collections.Generic;

namespace Bpf.Compiler.Backend;

/// <summary>Which registers are live at the end of each block: backward dataflow to a fixed point.</summary>
internal sealed class Liveness
{
    private readonly Dictionary<MachineBlock, BitSet> _liveOut = [];

    public Liveness(MachineFunction function)
    {
        Dictionary<MachineBlock, BitSet> liveIn = [];
        foreach (MachineBlock block in function.Blocks)
        {
            _liveOut.Add(block, new BitSet(function.RegisterCount));
            liveIn.Add(block, new BitSet(function.RegisterCount));
        }

        BitSet live = new(function.RegisterCount);
        List<int> registers = [];
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = function.Blocks.Count - 1; i >= 0; i--)
            {
                MachineBlock block = function.Blocks[i];
                foreach (MachineBlock successor in block.Successors)
                    _liveOut[block].UnionWith(liveIn[successor]);
                live.CopyFrom(_liveOut[block]);
                for (int j = block.Instructions.Count - 1; j >= 0; j--)
                    Step(block.Instructions[j], live, registers);
                changed |= liveIn[block].UnionWith(live);
            }
        }
    }

    public BitSet LiveOut(MachineBlock block) => _liveOut[block];

    /// <summary>From what is live after an instruction to what is live before it.</summary>
    public static void Step(MachineInstruction instruction, BitSet live, List<int> scratch)
    {
        scratch.Clear();
        instruction.Definitions(scratch);
        foreach (int register in scratch)
            live.Remove(register);
        scratch.Clear();
        instruction.Uses(scratch);
        foreach (int register in scratch)
            live.Add(register);
    }
}

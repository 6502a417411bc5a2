using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Isa;

namespace Bpf.Compiler.Backend;

/// <summary>
/// Moves registers to the stack: loaded before each use, stored after each definition, always whole (the verifier keeps what it knows of
/// a register only through 8-byte slots). Constants and addresses are made anew instead.
/// </summary>
internal sealed class Spiller
{
    private readonly MachineFunction _function;
    private readonly Dictionary<int, int> _slots = [];
    private readonly Dictionary<int, MachineInstruction> _remade = [];
    private readonly List<MachineInstruction> _output = [];

    private Spiller(MachineFunction function) => _function = function;

    public static void Spill(MachineFunction function, InterferenceGraph graph, List<int> spilled)
    {
        Spiller spiller = new(function);
        spiller.FindRemade(spilled);
        spiller.AssignSlots(graph, spilled);
        foreach (MachineBlock block in function.Blocks)
            spiller.Rewrite(block);
    }

    /// <summary>Registers with one definition that depends on nothing.</summary>
    private void FindRemade(List<int> spilled)
    {
        Dictionary<int, int> definitions = spilled.ToDictionary(r => r, _ => 0);
        List<int> scratch = [];
        foreach (MachineInstruction instruction in _function.Blocks.SelectMany(b => b.Instructions))
        {
            scratch.Clear();
            instruction.Definitions(scratch);
            foreach (int register in scratch)
            {
                if (!definitions.TryGetValue(register, out int n))
                    continue;
                definitions[register] = n + 1;
                if (instruction.Op is MachineOp.LoadImmediate or MachineOp.LoadAddress or MachineOp.FrameAddress)
                    _remade[register] = instruction;
            }
        }

        foreach (int register in spilled)
        {
            if (definitions[register] != 1)
                _remade.Remove(register);
        }
    }

    /// <summary>Registers that are never alive together share a slot.</summary>
    private void AssignSlots(InterferenceGraph graph, List<int> spilled)
    {
        List<(int Slot, List<int> Registers)> slots = [];
        foreach (int register in spilled)
        {
            if (_remade.ContainsKey(register))
                continue;
            int at = slots.FindIndex(s => s.Registers.TrueForAll(r => !graph.Interfere(r, register)));
            if (at < 0)
            {
                at = slots.Count;
                slots.Add((_function.NewFrameObject(8, 8, null, null), []));
            }

            slots[at].Registers.Add(register);
            _slots.Add(register, slots[at].Slot);
        }
    }

    private void Rewrite(MachineBlock block)
    {
        _output.Clear();
        foreach (MachineInstruction instruction in block.Instructions)
        {
            if (_remade.TryGetValue(instruction.Dst, out MachineInstruction? remade) && remade == instruction)
                continue;
            if (instruction.Op == MachineOp.Move)
                RewriteMove(instruction);
            else
                RewriteOther(instruction);
        }

        block.Instructions.Clear();
        block.Instructions.AddRange(_output);
    }

    private void RewriteMove(MachineInstruction move)
    {
        bool toSlot = _slots.TryGetValue(move.Dst, out int to);
        if (_remade.TryGetValue(move.Src, out MachineInstruction? remade))
        {
            int register = toSlot ? _function.NewRegister() : move.Dst;
            Remake(remade, register, move);
            if (toSlot)
                Store(to, register, move);
            return;
        }

        bool fromSlot = _slots.TryGetValue(move.Src, out int from);
        if (fromSlot && toSlot)
        {
            if (from == to)
                return;
            int register = _function.NewRegister();
            Load(register, from, move);
            Store(to, register, move);
        }
        else if (fromSlot)
        {
            Load(move.Dst, from, move);
        }
        else if (toSlot)
        {
            Store(to, move.Src, move);
        }
        else
        {
            _output.Add(move);
        }
    }

    private void RewriteOther(MachineInstruction instruction)
    {
        List<int> uses = [], definitions = [];
        instruction.Uses(uses);
        instruction.Definitions(definitions);
        Dictionary<int, int> temporaries = [];
        foreach (int register in uses.Concat(definitions).Distinct())
        {
            if (_slots.ContainsKey(register) || _remade.ContainsKey(register))
                temporaries.Add(register, _function.NewRegister());
        }

        foreach (int register in uses.Distinct())
        {
            if (!temporaries.TryGetValue(register, out int temporary))
                continue;
            if (_slots.TryGetValue(register, out int slot))
                Load(temporary, slot, instruction);
            else
                Remake(_remade[register], temporary, instruction);
        }

        instruction.Rename(r => temporaries.TryGetValue(r, out int t) ? t : r);
        _output.Add(instruction);
        foreach (int register in definitions)
        {
            if (_slots.TryGetValue(register, out int slot))
                Store(slot, temporaries[register], instruction);
        }
    }

    private void Remake(MachineInstruction definition, int register, MachineInstruction user)
    {
        MachineInstruction copy = definition.Clone();
        copy.Dst = register;
        copy.Location = user.Location;
        _output.Add(copy);
    }

    private void Load(int register, int slot, MachineInstruction user) => _output.Add(new MachineInstruction
    {
        Op = MachineOp.Load,
        Opcode = Opcodes.Memory(InstructionClass.Ldx, Mode.Mem, 8),
        Dst = register,
        Frame = slot,
        Location = user.Location,
    });

    private void Store(int slot, int register, MachineInstruction user) => _output.Add(new MachineInstruction
    {
        Op = MachineOp.Store,
        Opcode = Opcodes.Memory(InstructionClass.Stx, Mode.Mem, 8),
        Src = register,
        Frame = slot,
        Location = user.Location,
    });
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Explain;
using Bpf.Core.Isa;

namespace Bpf.Compiler.Backend;

/// <summary>From machine instructions with registers to slots: falls through where it can, finds jump distances, notes relocations.</summary>
internal sealed class Emitter
{
    private readonly MachineFunction _function;
    private readonly Lowering _lowering;
    private readonly ImmutableArray<Instruction>.Builder _code = ImmutableArray.CreateBuilder<Instruction>();
    private readonly ImmutableArray<SourceLocation?>.Builder _locations = ImmutableArray.CreateBuilder<SourceLocation?>();
    private readonly ImmutableArray<RelocationSpec>.Builder _relocations = ImmutableArray.CreateBuilder<RelocationSpec>();
    private readonly ImmutableArray<CoreRelocation>.Builder _coreRelocations = ImmutableArray.CreateBuilder<CoreRelocation>();
    private readonly ImmutableArray<MachineAccess>.Builder _machineAccesses = ImmutableArray.CreateBuilder<MachineAccess>();
    private readonly Dictionary<MachineBlock, int> _starts = [];
    private readonly List<(int Slot, MachineInstruction Jump, MachineBlock Target)> _jumps = [];
    private readonly HashSet<MachineInstruction> _far = [];

    private Emitter(MachineFunction function, Lowering lowering)
    {
        _function = function;
        _lowering = lowering;
    }

    /// <exception cref="CodegenException">A jump is too far for the target's instructions.</exception>
    public static CompiledFunction Emit(MachineFunction function, Lowering lowering, int stackSize)
    {
        Emitter emitter = new(function, lowering);
        do
        {
            emitter.EmitBlocks();
        }
        while (emitter.FindFarJumps());
        emitter.SetDistances();
        return new CompiledFunction
        {
            Name = function.Name,
            Instructions = emitter._code.ToImmutable(),
            Locations = emitter._locations.ToImmutable(),
            Relocations = emitter._relocations.ToImmutable(),
            CoreRelocations = emitter._coreRelocations.ToImmutable(),
            MachineAccesses = emitter._machineAccesses.ToImmutable(),
            StackSize = stackSize,
            Stack = [.. function.Frame.Select(f => new StackObject(f.Name, f.Size, f.Offset, f.Location))],
        };
    }

    private void EmitBlocks()
    {
        _code.Clear();
        _locations.Clear();
        _relocations.Clear();
        _coreRelocations.Clear();
        _machineAccesses.Clear();
        _starts.Clear();
        _jumps.Clear();
        for (int i = 0; i < _function.Blocks.Count; i++)
        {
            MachineBlock block = _function.Blocks[i];
            MachineBlock? next = i + 1 < _function.Blocks.Count ? _function.Blocks[i + 1] : null;
            _starts.Add(block, _code.Count);
            foreach (MachineInstruction instruction in block.Instructions)
                EmitOne(instruction, next);
        }
    }

    private void EmitOne(MachineInstruction i, MachineBlock? next)
    {
        bool framed = i.Frame >= 0;
        int frameOffset = framed ? _function.Frame[i.Frame].Offset : 0;
        switch (i.Op)
        {
            case MachineOp.Alu:
                Add(i, new Instruction(i.Opcode, (byte)i.Dst, (byte)Math.Max(i.Src, 0), (short)i.Offset, (int)i.Immediate));
                break;
            case MachineOp.Move:
                Add(i, new Instruction(Opcode.Alu64MovX, (byte)i.Dst, (byte)i.Src));
                break;
            case MachineOp.LoadImmediate:
                EmitImmediate(i);
                break;
            case MachineOp.LoadAddress:
                _relocations.Add(new RelocationSpec(_code.Count, i.Reference, i.Symbol!, (int)i.Immediate));
                Add(i, new Instruction(Opcode.LdImmDW, (byte)i.Dst));
                Add(i, default);
                break;
            case MachineOp.FrameAddress:
                Add(i, new Instruction(Opcode.Alu64MovX, (byte)i.Dst, Register.R10));
                if (frameOffset + i.Offset != 0)
                    Add(i, new Instruction(Opcodes.Alu(true, AluCode.Add, SourceOperand.K), (byte)i.Dst, Imm: frameOffset + i.Offset));
                break;
            case MachineOp.Load:
                if (i.Core is { } field)
                    _coreRelocations.Add(field with { InstructionOffset = _code.Count });
                Add(i, new Instruction(i.Opcode, (byte)i.Dst, framed ? Register.R10 : (byte)i.Src, (short)(frameOffset + i.Offset), (int)i.Immediate));
                break;
            case MachineOp.Store or MachineOp.StoreImmediate or MachineOp.Atomic:
                Add(i, new Instruction(
                    i.Opcode, framed ? Register.R10 : (byte)i.Dst, (byte)Math.Max(i.Src, 0), (short)(frameOffset + i.Offset), (int)i.Immediate));
                break;
            case MachineOp.Call:
                if (i.Symbol is { } kernelFunction)
                    _relocations.Add(new RelocationSpec(_code.Count, RelocationKind.Extern, kernelFunction));
                Add(i, new Instruction(Opcode.JmpCall, Imm: (int)i.Immediate));
                break;
            case MachineOp.CallLocal:
                _relocations.Add(new RelocationSpec(_code.Count, RelocationKind.Call, i.Symbol!));
                Add(i, new Instruction(Opcode.JmpCall, Src: (byte)CallKind.Local, Imm: -1));
                break;
            case MachineOp.Exit:
                Add(i, new Instruction(Opcode.JmpExit));
                break;
            case MachineOp.Jump:
                if (i.Targets[0] != next)
                    EmitJump(i, i.Targets[0]);
                break;
            default:
                EmitBranch(i, next);
                break;
        }
    }

    /// <summary>The shortest of a 32-bit move, a sign-extending 64-bit move, and a wide load.</summary>
    private void EmitImmediate(MachineInstruction i)
    {
        if (i.Core is { } core)
        {
            _coreRelocations.Add(core with { InstructionOffset = _code.Count });
            Add(i, new Instruction(Opcodes.Alu(true, AluCode.Mov, SourceOperand.K), (byte)i.Dst, Imm: (int)i.Immediate));
        }
        else if (i.Immediate == (uint)i.Immediate)
        {
            Add(i, new Instruction(Opcode.AluMovK, (byte)i.Dst, Imm: (int)i.Immediate));
        }
        else if (i.Immediate == (int)i.Immediate)
        {
            Add(i, new Instruction(Opcodes.Alu(true, AluCode.Mov, SourceOperand.K), (byte)i.Dst, Imm: (int)i.Immediate));
        }
        else
        {
            Add(i, new Instruction(Opcode.LdImmDW, (byte)i.Dst, Imm: (int)i.Immediate));
            Add(i, new Instruction(0, Imm: (int)(i.Immediate >> 32)));
        }
    }

    private void EmitBranch(MachineInstruction i, MachineBlock? next)
    {
        if (i.Opcode == Opcode.JmpJCond)
        {
            EmitMayGoto(i, next);
            return;
        }

        // Inverted where the block that follows is the one jumped to, so that it is fallen into.
        bool inverted = i.Targets[0] == next;
        (MachineBlock taken, MachineBlock other) = inverted ? (i.Targets[1], i.Targets[0]) : (i.Targets[0], i.Targets[1]);
        JumpCode code = (JumpCode)(i.Opcode & 0xf0);
        if (inverted)
            code = Opcodes.Negate(code);
        bool isFar = _far.Contains(i);
        if (isFar)
            code = Opcodes.Negate(code);
        else
            _jumps.Add((_code.Count, i, taken));
        Add(i, new Instruction((byte)((i.Opcode & 0x0f) | (byte)code), (byte)i.Dst, (byte)Math.Max(i.Src, 0), 1, (int)i.Immediate));
        if (isFar)
            EmitJump(i, taken);
        if (other != next)
            EmitJump(i, other);
    }

    /// <summary>It has no opposite: what it goes on with comes next, or is jumped to.</summary>
    private void EmitMayGoto(MachineInstruction i, MachineBlock? next)
    {
        (MachineBlock over, MachineBlock on) = (i.Targets[0], i.Targets[1]);
        if (!_far.Contains(i))
            _jumps.Add((_code.Count, i, over));
        Add(i, new Instruction(Opcode.JmpJCond, Offset: 1));
        if (on != next || _far.Contains(i))
            EmitJump(i, on);
        if (_far.Contains(i))
            EmitJump(i, over);
    }

    private void EmitJump(MachineInstruction i, MachineBlock target)
    {
        _jumps.Add((_code.Count, i, target));
        Add(i, new Instruction(_far.Contains(i) ? Opcode.Jmp32Ja : Opcode.JmpJa));
    }

    private void Add(MachineInstruction from, Instruction instruction)
    {
        if (from.Machine is { } value)
            _machineAccesses.Add(new MachineAccess(_code.Count, value));
        _code.Add(instruction);
        _locations.Add(from.Location);
    }

    private bool FindFarJumps()
    {
        bool found = false;
        foreach ((int slot, MachineInstruction jump, MachineBlock target) in _jumps)
        {
            int distance = _starts[target] - slot - 1;
            if (distance is < short.MinValue or > short.MaxValue && _far.Add(jump))
            {
                if (!_lowering.V4)
                    throw new CodegenException("BPF0402", jump.Location, $"{_function.Name} is too large: a jump over {Math.Abs(distance)} instructions needs Linux 6.6 (gotol), and jumps of the kernels named reach {short.MaxValue}");
                found = true;
            }
        }

        return found;
    }

    private void SetDistances()
    {
        foreach ((int slot, MachineInstruction _, MachineBlock target) in _jumps)
        {
            int distance = _starts[target] - slot - 1;
            _code[slot] = _code[slot].Opcode == Opcode.Jmp32Ja
                ? _code[slot] with { Imm = distance }
                : _code[slot] with { Offset = (short)distance };
        }
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Link;
using Bpf.Vm.Hooks;

namespace Bpf.Vm.Counterexamples;

/// <summary>
/// Goes the way that a verifier went to the instruction it refuses, and gathers what inputs must be like for a run to go the same way. What it
/// doesn't follow (results of most helpers, callbacks) it leaves open: whether inputs lead there a run must show.
/// </summary>
internal sealed partial class PathReplay(LoadRequest request, Rejection rejection, Hook hook, Assignment inputs, bool far)
{
    private const int MostSteps = 50_000;
    private const int MostFrames = 8;

    private readonly ImmutableArray<Instruction> _code = request.Instructions;
    private readonly List<(int Return, Value?[] Saved)> _callers = [];
    private readonly List<StackMemory> _stacks = [new()];
    private readonly Value?[] _registers = new Value?[11];
    private int _slot;

    /// <summary>What the path demands.</summary>
    public Demands Demands { get; } = new();

    /// <summary>The lookups on the path.</summary>
    public List<Lookup> Lookups { get; } = [];

    /// <summary>Goes as far as the path can be followed.</summary>
    public void Go()
    {
        _registers[1] = new Place(PlaceKind.Context, 0, new Constant(0));
        _registers[10] = new Place(PlaceKind.Stack, 0, new Constant(0));
        int branch = 0;
        for (int step = 0; step < MostSteps && _slot >= 0 && _slot < _code.Length; step++)
        {
            if (_slot == rejection.InstructionOffset && branch == rejection.Path.Length) break;
            Instruction instruction = _code[_slot];
            if (instruction.IsConditionalJump)
            {
                if (branch == rejection.Path.Length || rejection.Path[branch].InstructionOffset != _slot) break;
                bool jumped = rejection.Path[branch++].Jumped;
                Branch(instruction, jumped);
                _slot = jumped ? instruction.JumpTarget(_slot) : _slot + 1;
            }
            else if (instruction.IsUnconditionalJump)
            {
                _slot = instruction.JumpTarget(_slot);
            }
            else if (instruction.IsLocalCall)
            {
                if (_callers.Count == MostFrames) break;
                Enter(instruction.JumpTarget(_slot));
            }
            else if (instruction.IsExit)
            {
                if (_callers.Count == 0) break;
                Leave();
            }
            else
            {
                Step(instruction);
                _slot += instruction.Slots;
            }
        }

        Demands.Meet(inputs, far);
    }

    private void Enter(int target)
    {
        _callers.Add((_slot + 1, [_registers[6], _registers[7], _registers[8], _registers[9], _registers[10]]));
        _stacks.Add(new());
        _registers[10] = new Place(PlaceKind.Stack, _stacks.Count - 1, new Constant(0));
        _slot = target;
    }

    private void Leave()
    {
        (int back, Value?[] saved) = _callers[_callers.Count - 1];
        _callers.RemoveAt(_callers.Count - 1);
        saved.CopyTo(_registers, 6);
        _slot = back;
    }

    private void Branch(Instruction jump, bool jumped)
    {
        if (jump.JumpCode == JumpCode.JCond) return;
        bool is32 = jump.Class == InstructionClass.Jmp32;
        Value? left = _registers[jump.Dst];
        Value? right = jump.Source == SourceOperand.X ? _registers[jump.Src] : new Constant((ulong)(long)jump.Imm);
        switch (left, right)
        {
            case (Place { Kind: PlaceKind.Value } value, Constant { Value: 0 }) when jump.JumpCode is JumpCode.JEq or JumpCode.JNe:
                Lookups[value.Index].IsFound = jump.JumpCode == JumpCode.JNe == jumped;
                break;
            case (Place a, Place b) when a.IsBeside(b):
                Demands.Add(Demand.Of(a.Offset, jump.JumpCode, b.Offset, jumped));
                break;
            case (Term a, Term b):
                bool signed = jump.JumpCode is JumpCode.JSGt or JumpCode.JSGe or JumpCode.JSLt or JumpCode.JSLe;
                Demands.Add(is32
                    ? Demand.Of(new Low(a, 4, signed), jump.JumpCode, new Low(b, 4, signed), jumped)
                    : Demand.Of(a, jump.JumpCode, b, jumped));
                break;
        }
    }

    private void Step(Instruction instruction)
    {
        switch (instruction.Class)
        {
            case InstructionClass.Alu or InstructionClass.Alu64:
                _registers[instruction.Dst] = Compute(instruction);
                break;
            case InstructionClass.Ldx:
                _registers[instruction.Dst] = Load(_registers[instruction.Src] as Place, instruction.Offset, instruction.AccessSize, instruction.Mode == Mode.MemSx);
                break;
            case InstructionClass.St:
                Store(instruction, new Constant((ulong)(long)instruction.Imm));
                break;
            case InstructionClass.Stx when instruction.IsAtomic:
                Store(instruction, null);
                _registers[instruction.Src] = null;
                _registers[0] = null;
                break;
            case InstructionClass.Stx:
                Store(instruction, _registers[instruction.Src]);
                break;
            case InstructionClass.Ld when instruction.IsWide:
                _registers[instruction.Dst] = Wide(instruction, _code[_slot + 1].Imm);
                break;
            case InstructionClass.Ld:
                LoadClassic(instruction);
                break;
            default:
                Call(instruction);
                break;
        }
    }

    private static Value? Wide(Instruction low, int high) => (PseudoSource)low.Src switch
    {
        PseudoSource.None => new Constant((uint)low.Imm | (ulong)high << 32),
        PseudoSource.MapIdx => new Place(PlaceKind.Map, low.Imm, new Constant(0)),
        PseudoSource.MapIdxValue => new Place(PlaceKind.Global, low.Imm, new Constant((ulong)(long)high)),
        _ => null,
    };

    private Value? Compute(Instruction instruction)
    {
        bool is64 = instruction.Class == InstructionClass.Alu64;
        Value? left = _registers[instruction.Dst];
        if (instruction.AluCode == AluCode.End)
            return left is Term swapped ? End(instruction, swapped) : null;
        Value? right = instruction.Source == SourceOperand.X ? _registers[instruction.Src] : new Constant((ulong)(long)instruction.Imm);
        if (instruction.AluCode == AluCode.Mov)
        {
            return (is64, right, instruction.Offset) switch
            {
                (true, _, 0) => right,
                (true, Term term, var bits) => new Low(term, bits / 8, Signed: true),
                (false, Term term, 0) => new Low(term, 4),
                (false, Term term, var bits) => new Low(new Low(term, bits / 8, Signed: true), 4),
                _ => null,
            };
        }

        if (instruction.AluCode == AluCode.Neg)
            (left, right) = (new Constant(0), left);
        AluCode code = instruction.AluCode == AluCode.Neg ? AluCode.Sub : instruction.AluCode;
        return (left, right, code) switch
        {
            // Division with a sign is not followed.
            (Term, Term, AluCode.Div or AluCode.Mod) when instruction.Offset != 0 => null,
            (Term a, Term b, _) when is64 => Fold(code, a, b),
            (Term a, Term b, _) => Narrow(code, a, b),
            (Place a, Term b, AluCode.Add or AluCode.Sub) when is64 => a with { Offset = Fold(code, a.Offset, b) },
            (Term a, Place b, AluCode.Add) when is64 => b with { Offset = Fold(code, b.Offset, a) },
            (Place a, Place b, AluCode.Sub) when is64 && a.IsBeside(b) => Fold(code, a.Offset, b.Offset),
            _ => null,
        };
    }

    private Term Narrow(AluCode code, Term a, Term b)
    {
        bool shifts = code is AluCode.Lsh or AluCode.Rsh or AluCode.Arsh;
        Term count = shifts ? Fold(AluCode.And, b, new Constant(31)) : new Low(b, 4);
        return new Low(Fold(code, new Low(a, 4, Signed: code == AluCode.Arsh), count), 4);
    }

    private Term Fold(AluCode code, Term a, Term b)
    {
        Operation operation = new(code, a, b);
        return operation.IsInput ? operation : new Constant(operation.Evaluate(inputs));
    }

    private static Term End(Instruction instruction, Term operand)
    {
        int size = instruction.Imm / 8;
        bool swaps = instruction.Class == InstructionClass.Alu64 || instruction.Source == SourceOperand.X;
        return swaps ? new Swapped(operand, size) : size < 8 ? new Low(operand, size) : operand;
    }
}

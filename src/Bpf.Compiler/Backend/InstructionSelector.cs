using System.Collections.Generic;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Backend;

/// <summary>
/// From SSA to machine instructions over virtual registers. A value is one register; 32-bit values are held zero-extended (all 32-bit
/// arithmetic and loads leave them so), so zero extension is no instruction. Constants and addresses are made where they are used.
/// </summary>
/// <remarks>
/// What the verifier has learnt about a register stays with it: the register compared is the register used afterwards, extensions and
/// casts being other names for it, and pointers derived from one another keep their common base.
/// </remarks>
internal sealed partial class InstructionSelector
{
    private readonly Function _function;
    private readonly Lowering _lowering;
    private readonly MachineFunction _machine;
    private readonly HashSet<Value> _wide;
    private readonly Dictionary<Value, int> _useCounts;
    private readonly HashSet<Value> _folded;
    private readonly HashSet<Value> _indexed;
    private readonly HashSet<Value> _zeroExtended = [];
    private readonly Dictionary<Value, int> _registers = [];
    private readonly Dictionary<Value, int> _frame = [];
    private readonly Dictionary<BasicBlock, MachineBlock> _blocks = [];
    private readonly Dictionary<(string? Symbol, long Value), int> _madeHere = [];
    private MachineBlock _block = null!;
    private Value _current = null!;

    private InstructionSelector(Function function, Lowering lowering)
    {
        _function = function;
        _lowering = lowering;
        _machine = new MachineFunction(function.Name);
        _wide = RegisterDemand.Compute(function, lowering);
        _useCounts = UseCounts.Of(function);
        _folded = FoldedAddresses.Of(function);
        _indexed = IndexedAllocas.Of(function);
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value value in block.Values)
            {
                if (value.Op == IrOp.ZExt)
                    _zeroExtended.Add(value.Operands[0]);
            }
        }
    }

    /// <summary>Selects instructions; critical edges must be split and comparisons be used by branches alone.</summary>
    public static MachineFunction Select(Function function, Lowering lowering)
    {
        InstructionSelector selector = new(function, lowering);
        selector.Run();
        return selector._machine;
    }

    private void Run()
    {
        Dominators dominators = new(_function);
        Dictionary<BasicBlock, int> depths = LoopDepths.Of(dominators);
        foreach (BasicBlock block in dominators.ReversePostOrder)
        {
            MachineBlock made = new(_machine.Blocks.Count) { LoopDepth = depths[block] };
            _blocks.Add(block, made);
            _machine.Blocks.Add(made);
        }

        foreach (BasicBlock block in dominators.ReversePostOrder)
        {
            _block = _blocks[block];
            _madeHere.Clear();
            foreach (Value value in block.Values)
            {
                _current = value;
                if (value.IsTerminator)
                    CopyToPhis(block);
                Select(value);
            }
        }

        if (_lowering.Arena is { } arena && ArenaCasts.NeedName(_function, arena))
            NameMap(arena);
        foreach (MachineBlock block in _machine.Blocks)
        {
            foreach (MachineBlock successor in block.Successors)
                successor.Predecessors.Add(block);
        }
    }

    private void Select(Value value)
    {
        switch (value.Op)
        {
            case IrOp.Const or IrOp.Null or IrOp.MapAddress or IrOp.GlobalAddress or IrOp.FunctionAddress or IrOp.ExternAddress or IrOp.Phi:
                break;
            case >= IrOp.Eq and <= IrOp.LeS or IrOp.MayGoOn:
                break;
            case IrOp.Param:
                Emit(MachineOp.Move, dst: RegisterOf(value), src: (int)value.Constant + 1);
                break;
            case >= IrOp.Add and <= IrOp.ShrS:
                SelectBinary(value);
                break;
            case IrOp.Trunc or IrOp.ZExt or IrOp.SExt or IrOp.SExtIn or IrOp.ZExtIn or IrOp.ByteSwap or IrOp.Forget or IrOp.Bitcast:
                SelectConversion(value);
                break;
            case IrOp.Alloca or IrOp.Load or IrOp.CoreLoad or IrOp.Store or IrOp.Zero or IrOp.Copy or IrOp.PtrAdd or IrOp.Atomic:
                SelectMemory(value);
                break;
            case IrOp.CoreValue:
                Emit(MachineOp.LoadImmediate, dst: RegisterOf(value), immediate: value.Constant).Core =
                    new CoreRelocation(0, value.Length, value.Symbol!, (CoreRelocationKind)value.Width);
                break;
            case IrOp.ContextRegister:
                Emit(MachineOp.Load, Opcodes.Memory(InstructionClass.Ldx, Mode.Mem, RegisterLayout.SlotSize), RegisterOf(value), RegisterOf(value.Operands[0]),
                    OffsetOf(value)).Machine = (MachineValue)value.Constant;
                break;
            case IrOp.RegisterOffset:
                Emit(MachineOp.LoadImmediate, dst: RegisterOf(value), immediate: OffsetOf(value)).Machine = (MachineValue)value.Constant;
                break;
            case IrOp.CallHelper or IrOp.Call or IrOp.CallKfunc:
                SelectCall(value);
                break;
            default:
                SelectTerminator(value);
                break;
        }
    }

    /// <summary>The register of a value; extensions and casts that cost nothing share their operand's.</summary>
    private int RegisterOf(Value value)
    {
        while (IsAlias(value))
            value = value.Operands[0];
        switch (value.Op)
        {
            case IrOp.Const:
                return Constant(value.Constant, value.Type.Kind == IrKind.I32);
            case IrOp.Null:
                return Constant(0, false);
            case IrOp.MapAddress:
                return Address(value.Symbol!, 0, RelocationKind.Map);
            case IrOp.FunctionAddress:
                return Address(value.Symbol!, 0, RelocationKind.FunctionAddress);
            case IrOp.ExternAddress:
                return Address(value.Symbol!, 0, RelocationKind.Extern);
            case IrOp.GlobalAddress:
                return Address(value.Symbol!, value.Constant, RelocationKind.Global);
            case IrOp.Alloca:
                int address = _machine.NewRegister();
                Emit(MachineOp.FrameAddress, dst: address).Frame = FrameOf(value);
                return address;
            default:
                if (!_registers.TryGetValue(value, out int register))
                    _registers.Add(value, register = _machine.NewRegister());
                return register;
        }
    }

    private bool IsAlias(Value value) => value.Op == IrOp.ZExt || (value.Op == IrOp.Bitcast && !ArenaCasts.IsOne(value)) || (value.Op == IrOp.Trunc && !_wide.Contains(value));

    private int FrameOf(Value alloca)
    {
        if (!_frame.TryGetValue(alloca, out int slot))
        {
            int size = (int)alloca.Constant;
            if (_indexed.Contains(alloca)) size = (size + 7) / 8 * 8;
            // Anything large enough is aligned for the widest stores.
            int alignment = size >= 8 ? 8 : size >= 4 ? System.Math.Max(4, alloca.Width) : alloca.Width;
            _frame.Add(alloca, slot = _machine.NewFrameObject(size, alignment, alloca.Symbol, alloca.Location));
        }

        return slot;
    }

    /// <summary>A register holding a constant, made once a block.</summary>
    private int Constant(long value, bool is32)
    {
        if (is32)
            value = (uint)value;
        if (!_madeHere.TryGetValue((null, value), out int register))
        {
            _madeHere.Add((null, value), register = _machine.NewRegister());
            Emit(MachineOp.LoadImmediate, dst: register, immediate: value);
        }

        return register;
    }

    /// <summary>A register holding an address: of a global, made once a block, or of a map or function, made at each use (it goes to an argument register).</summary>
    private int Address(string symbol, long offset, RelocationKind kind)
    {
        if (kind != RelocationKind.Global || !_madeHere.TryGetValue((symbol, offset), out int register))
        {
            register = _machine.NewRegister();
            MachineInstruction load = Emit(MachineOp.LoadAddress, dst: register, immediate: offset);
            load.Symbol = symbol;
            load.Reference = kind;
            if (kind == RelocationKind.Global)
                _madeHere.Add((symbol, offset), register);
        }

        return register;
    }

    /// <summary>Has the kernel find a map among the function's instructions, whatever they do.</summary>
    private void NameMap(string map)
    {
        _machine.Blocks[0].Instructions.Insert(0, new()
        {
            Op = MachineOp.LoadAddress,
            Dst = _machine.NewRegister(),
            Symbol = map,
            Reference = RelocationKind.Map,
            Location = _function.Location,
        });
    }

    private MachineInstruction Emit(MachineOp op, byte opcode = 0, int dst = -1, int src = -1, int offset = 0, long immediate = 0)
    {
        MachineInstruction instruction = new()
        {
            Op = op,
            Opcode = opcode,
            Dst = dst,
            Src = src,
            Offset = offset,
            Immediate = immediate,
            Location = _current.Location ?? _function.Location,
        };
        _block.Instructions.Add(instruction);
        return instruction;
    }

    private void EmitAlu(bool is64, AluCode code, int dst, int src, int offset = 0) =>
        Emit(MachineOp.Alu, Opcodes.Alu(is64, code, SourceOperand.X), dst, src, offset);

    private void EmitAluImmediate(bool is64, AluCode code, int dst, long immediate, int offset = 0) =>
        Emit(MachineOp.Alu, Opcodes.Alu(is64, code, SourceOperand.K), dst, offset: offset, immediate: immediate);

    /// <summary>The copies that give the phis of the successor their values.</summary>
    private void CopyToPhis(BasicBlock block)
    {
        if (block.Successors.Count != 1)
            return;
        BasicBlock successor = block.Successors[0];
        int edge = successor.Predecessors.IndexOf(block);
        List<(int To, int From)> copies = [];
        List<(int To, Value Constant)> constants = [];
        foreach (Value phi in successor.Values)
        {
            if (phi.Op != IrOp.Phi)
                break;
            Value from = phi.Operands[edge];
            if (from.Op is IrOp.Const or IrOp.Null)
                constants.Add((RegisterOf(phi), from));
            else
                copies.Add((RegisterOf(phi), RegisterOf(from)));
        }

        foreach ((int to, int from) in ParallelCopy.Order(copies, _machine.NewRegister))
            Emit(MachineOp.Move, dst: to, src: from);
        // Constants read no register, so they come last, straight into the phi's.
        foreach ((int to, Value constant) in constants)
            Emit(MachineOp.LoadImmediate, dst: to, immediate: constant.Type.Kind == IrKind.I32 ? (uint)constant.Constant : constant.Constant);
    }

    // x86-64's; the linker puts the running machine's in its place.
    private static int OffsetOf(Value value) => RegisterLayout.Of(TargetArchitecture.X64).OffsetOf((MachineValue)value.Constant)!.Value;
}

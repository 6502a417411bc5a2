using System;
using System.Collections.Generic;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Backend;

internal sealed partial class InstructionSelector
{
    /// <summary>Where memory is: a register or a frame object, and an offset that fits the instruction.</summary>
    private readonly record struct Place(int Register, int Frame, int Offset)
    {
        public Place Plus(int bytes) => this with { Offset = Offset + bytes };
    }

    private void SelectMemory(Value value)
    {
        switch (value.Op)
        {
            case IrOp.Alloca:
                break;
            case IrOp.Load or IrOp.CoreLoad:
                SelectLoad(value);
                break;
            case IrOp.Store:
                SelectStore(value);
                break;
            case IrOp.Zero:
                Fill(PlaceOf(value.Operands[0], value.Constant, value.Length), AlignmentOf(value.Operands[0], value.Constant), value.Length);
                break;
            case IrOp.Copy:
                SelectCopy(value);
                break;
            case IrOp.PtrAdd:
                SelectPointerAdd(value);
                break;
            default:
                SelectAtomic(value);
                break;
        }
    }

    /// <summary>Folds constant pointer arithmetic into the offset field, whose 16 bits must hold the whole access.</summary>
    private Place PlaceOf(Value pointer, long offset, int length)
    {
        while (pointer is { Op: IrOp.PtrAdd, Operands.Count: 1 } && Fits(offset + pointer.Constant, length))
        {
            offset += pointer.Constant;
            pointer = pointer.Operands[0];
        }

        if (pointer.Op == IrOp.Alloca && Fits(offset, length))
            return new Place(-1, FrameOf(pointer), (int)offset);
        int register = RegisterOf(pointer);
        if (Fits(offset, length))
            return new Place(register, -1, (int)offset);
        int moved = _machine.NewRegister();
        Emit(MachineOp.Move, dst: moved, src: register);
        AddConstant(moved, offset);
        return new Place(moved, -1, 0);
    }

    private static bool Fits(long offset, int length) => offset >= short.MinValue && offset + length <= short.MaxValue;

    private void SelectLoad(Value value)
    {
        bool extends = value.Signed && (value.Type.Kind == IrKind.I64 ? value.Width < 8 : value.Width < 4);
        // Kernels before 6.18 extend no sign of what they load from arenas.
        bool inOne = extends && !IsOrdered(value) && _lowering.V4 && value.Operands[0].Type.Provenance != Provenance.Arena && (value.Type.Kind == IrKind.I64 || !_wide.Contains(value));
        Place place = value.Op == IrOp.CoreLoad ? new(RegisterOf(value.Operands[0]), -1, (int)value.Constant) : PlaceOf(value.Operands[0], value.Constant, value.Width);
        int dst = RegisterOf(value);
        MachineInstruction load = Emit(
            MachineOp.Load, Opcodes.Memory(InstructionClass.Ldx, inOne ? Mode.MemSx : Mode.Mem, value.Width), dst, place.Register, place.Offset);
        load.Frame = place.Frame;
        Order(load, value, AtomicCode.LoadAcquire, MachineValue.Acquire);
        if (value.Op == IrOp.CoreLoad)
            load.Core = new CoreRelocation(0, value.Length, value.Symbol!, CoreRelocationKind.FieldByteOffset);
        if (extends && !inOne)
            SignExtend(value.Type.Kind == IrKind.I64, dst, dst, value.Width * 8);
    }

    private void SelectStore(Value value)
    {
        Value stored = value.Operands[1];
        Place place = PlaceOf(value.Operands[0], value.Constant, value.Width);
        long constant = stored.Op == IrOp.Null ? 0 : stored.Constant;
        // Before Linux 6.4 contexts take no immediates ("BPF_ST stores into R1 ctx is not allowed").
        bool takesImmediates = value.Operands[0].Type.Provenance != Provenance.Context && !IsOrdered(value);
        if (takesImmediates && (stored.Op == IrOp.Null || (stored.Op == IrOp.Const && (value.Width <= 4 || constant == (int)constant))))
            StoreImmediate(place, value.Width, value.Width == 1 ? (sbyte)constant : value.Width == 2 ? (short)constant : (int)constant);
        else
            Order(Store(place, value.Width, RegisterOf(stored)), value, AtomicCode.StoreRelease, MachineValue.Release);
    }

    /// <summary>True for accesses that order others: those of <c>Volatile</c> to memory that other processors see.</summary>
    private static bool IsOrdered(Value access) => access.IsVolatile && access.Operands[0].Type.Provenance is Provenance.MapValue or Provenance.Memory or Provenance.Arena;

    private void Order(MachineInstruction access, Value value, AtomicCode code, MachineValue mark)
    {
        if (!IsOrdered(value))
            return;
        if (_lowering.LoadAcquire)
        {
            access.Opcode = Opcodes.Memory(InstructionClass.Stx, Mode.Atomic, value.Width);
            access.Immediate = (long)code;
        }
        else
        {
            access.Machine = mark;
        }
    }

    private void SelectCopy(Value value)
    {
        Place to = PlaceOf(value.Operands[0], 0, value.Length);
        Place from = PlaceOf(value.Operands[1], 0, value.Length);
        int alignment = Math.Min(AlignmentOf(value.Operands[0], 0), AlignmentOf(value.Operands[1], 0));
        foreach ((int offset, int width) in Chunks(value.Length, alignment))
        {
            int temporary = _machine.NewRegister();
            Place source = from.Plus(offset);
            Emit(MachineOp.Load, Opcodes.Memory(InstructionClass.Ldx, Mode.Mem, width), temporary, source.Register, source.Offset).Frame = source.Frame;
            Store(to.Plus(offset), width, temporary);
        }
    }

    private void Fill(Place place, int alignment, int length)
    {
        foreach ((int offset, int width) in Chunks(length, alignment))
            StoreImmediate(place.Plus(offset), width, 0);
    }

    private MachineInstruction Store(Place place, int width, int register)
    {
        MachineInstruction store = Emit(MachineOp.Store, Opcodes.Memory(InstructionClass.Stx, Mode.Mem, width), place.Register, register, place.Offset);
        store.Frame = place.Frame;
        return store;
    }

    private void StoreImmediate(Place place, int width, int immediate) =>
        Emit(MachineOp.StoreImmediate, Opcodes.Memory(InstructionClass.St, Mode.Mem, width), place.Register, offset: place.Offset, immediate: immediate).Frame = place.Frame;

    /// <summary>The widest pieces a length falls into, none wider than the alignment.</summary>
    private static IEnumerable<(int Offset, int Width)> Chunks(int length, int alignment)
    {
        int offset = 0;
        for (int width = alignment; width >= 1; width /= 2)
        {
            for (; length - offset >= width; offset += width)
                yield return (offset, width);
        }
    }

    /// <summary>
    /// The alignment that the verifier will ask for. It is strict on the stack and in contexts; other memory may be accessed unaligned
    /// on every machine with efficient unaligned access.
    /// </summary>
    private int AlignmentOf(Value pointer, long offset)
    {
        while (pointer is { Op: IrOp.PtrAdd, Operands.Count: 1 })
        {
            offset += pointer.Constant;
            pointer = pointer.Operands[0];
        }

        int alignment = 8;
        if (pointer.Op == IrOp.Alloca)
            alignment = _machine.Frame[FrameOf(pointer)].Alignment;
        else if (pointer.Type.Provenance == Provenance.Stack)
            alignment = 1;
        else if (pointer.Type.Provenance != Provenance.Context)
            return 8;
        while (offset % alignment != 0)
            alignment /= 2;
        return alignment;
    }

    private void SelectPointerAdd(Value value)
    {
        if (_folded.Contains(value))
            return;
        if (value.Operands.Count == 1 && value.Operands[0].Op == IrOp.Alloca)
        {
            MachineInstruction address = Emit(MachineOp.FrameAddress, dst: RegisterOf(value), offset: (int)value.Constant);
            address.Frame = FrameOf(value.Operands[0]);
            return;
        }

        int pointer = RegisterOf(value.Operands[0]);
        int dst = RegisterOf(value);
        if (value.Operands.Count == 2 && value.Operands[1].Op != IrOp.Const)
        {
            int index = RegisterOf(value.Operands[1]);
            Emit(MachineOp.Move, dst: dst, src: pointer);
            EmitAlu(true, AluCode.Add, dst, index);
            AddConstant(dst, value.Constant);
            return;
        }

        Emit(MachineOp.Move, dst: dst, src: pointer);
        AddConstant(dst, value.Constant + (value.Operands.Count == 2 ? value.Operands[1].Constant : 0));
    }

    private void AddConstant(int register, long constant)
    {
        if (constant == 0)
            return;
        if (constant == (int)constant)
            EmitAluImmediate(true, AluCode.Add, register, constant);
        else
            EmitAlu(true, AluCode.Add, register, Constant(constant, false));
    }

    private void SelectAtomic(Value value)
    {
        bool used = _useCounts[value] > 0;
        int width = value.Type.Kind == IrKind.I64 ? 8 : 4;
        byte opcode = Opcodes.Memory(InstructionClass.Stx, Mode.Atomic, width);
        bool fetch = used || value.Atomic is AtomicOp.Xchg or AtomicOp.CmpXchg;
        AtomicCode code = Opcodes.AtomicOf(value.Atomic, fetch);
        Place place = PlaceOf(value.Operands[0], value.Constant, width);
        if (value.Atomic == AtomicOp.CmpXchg)
        {
            int comparand = RegisterOf(value.Operands[1]);
            int replacement = RegisterOf(value.Operands[2]);
            Emit(MachineOp.Move, dst: Register.R0, src: comparand);
            Emit(MachineOp.Atomic, opcode, place.Register, replacement, place.Offset, (long)code).Frame = place.Frame;
            if (used)
                Emit(MachineOp.Move, dst: RegisterOf(value), src: Register.R0);
            return;
        }

        int operand = RegisterOf(value.Operands[1]);
        if (fetch)
        {
            int dst = RegisterOf(value);
            Emit(MachineOp.Move, dst: dst, src: operand);
            operand = dst;
        }

        Emit(MachineOp.Atomic, opcode, place.Register, operand, place.Offset, (long)code).Frame = place.Frame;
    }
}

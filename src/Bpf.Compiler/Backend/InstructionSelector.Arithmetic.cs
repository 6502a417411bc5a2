using Bpf.Compiler.Ir;
using Bpf.Core.Isa;

namespace Bpf.Compiler.Backend;

internal sealed partial class InstructionSelector
{
    private void SelectBinary(Value value)
    {
        (Value a, Value b) = (value.Operands[0], value.Operands[1]);
        // Two-address code: the left operand is copied unless this is its last use, so let the one used elsewhere be the right one.
        if (value.Op.Info().Commutes && b.Op != IrOp.Const && (a.Op == IrOp.Const || (_useCounts[a] > 1 && _useCounts[b] == 1)))
            (a, b) = (b, a);

        bool is64 = value.Type.Kind == IrKind.I64;
        AluCode code = Opcodes.CodeOf(value.Op);
        int signed = value.Op is IrOp.DivS or IrOp.ModS ? 1 : 0;
        int dst = RegisterOf(value);
        if (value.Op == IrOp.Sub && a is { Op: IrOp.Const, Constant: 0 })
        {
            int operand = RegisterOf(b);
            Emit(MachineOp.Move, dst: dst, src: operand);
            Emit(MachineOp.Alu, Opcodes.Alu(is64, AluCode.Neg, SourceOperand.K), dst);
            return;
        }

        int left = RegisterOf(a);
        // An immediate divisor of 0 is refused by the kernel; in a register it is allowed.
        if (b.Op == IrOp.Const && (value.Op.IsShift() || FitsImmediate(b, is64)) && !(value.Op.IsDivision() && b.Constant == 0))
        {
            Emit(MachineOp.Move, dst: dst, src: left);
            long immediate = value.Op.IsShift() ? b.Constant & (is64 ? 63 : 31) : (int)b.Constant;
            EmitAluImmediate(is64, code, dst, immediate, signed);
        }
        else
        {
            int right = RegisterOf(b);
            Emit(MachineOp.Move, dst: dst, src: left);
            EmitAlu(is64, code, dst, right, signed);
        }

        // A 32-bit quotient is zero-extended as any result, but verifiers forget that; a move lets them know.
        if (!is64 && value.Op.IsDivision() && _zeroExtended.Contains(value))
            EmitAlu(false, AluCode.Mov, dst, dst);
    }

    private void SelectConversion(Value value)
    {
        if (IsAlias(value))
            return;
        bool is64 = value.Type.Kind == IrKind.I64;
        int src = RegisterOf(value.Operands[0]);
        int dst = RegisterOf(value);
        switch (value.Op)
        {
            case IrOp.Trunc:
            case IrOp.ZExtIn when value.Width == 4:
                EmitAlu(false, AluCode.Mov, dst, src);
                break;
            case IrOp.ZExtIn:
                Emit(MachineOp.Move, dst: dst, src: src);
                EmitAluImmediate(is64, AluCode.And, dst, value.Width == 1 ? 0xff : 0xffff);
                break;
            case IrOp.Bitcast:
                Emit(MachineOp.Alu, Opcode.Alu64MovX, dst, src, ArenaCasts.Mark, value.Type.IsPtr ? ArenaCasts.ToKernel : ArenaCasts.ToUser);
                break;
            case IrOp.SExt:
                SignExtend(true, dst, src, 32);
                break;
            case IrOp.SExtIn:
                SignExtend(is64, dst, src, value.Width * 8);
                break;
            case IrOp.Forget:
                // Verifiers follow no bits through a swap before Linux 7.0; kernels from 6.7 on are not asked to forget.
                Emit(MachineOp.Move, dst: dst, src: src);
                Swap(dst, is64 ? 64 : 32);
                Swap(dst, is64 ? 64 : 32);
                break;
            default:
                // On a little-endian machine "to big-endian" swaps; it has been there from the first kernels on.
                Emit(MachineOp.Move, dst: dst, src: src);
                Swap(dst, value.Width * 8);
                break;
        }
    }

    private void Swap(int register, int bits) => Emit(MachineOp.Alu, Opcode.AluEndBe, register, immediate: bits);

    /// <summary>Sign extension from a number of bits to 32 or 64.</summary>
    private void SignExtend(bool is64, int dst, int src, int bits)
    {
        if (_lowering.V4)
        {
            EmitAlu(is64, AluCode.Mov, dst, src, bits);
            return;
        }

        int shift = (is64 ? 64 : 32) - bits;
        Emit(MachineOp.Move, dst: dst, src: src);
        EmitAluImmediate(is64, AluCode.Lsh, dst, shift);
        EmitAluImmediate(is64, AluCode.Arsh, dst, shift);
    }

    /// <summary>True where a constant can stand in the immediate field, which 64-bit instructions sign-extend.</summary>
    private static bool FitsImmediate(Value constant, bool is64) => !is64 || constant.Constant == (int)constant.Constant;
}

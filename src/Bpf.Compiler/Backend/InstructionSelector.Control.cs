using Bpf.Compiler.Ir;
using Bpf.Core.Elf;
using Bpf.Core.Isa;

namespace Bpf.Compiler.Backend;

internal sealed partial class InstructionSelector
{
    private void SelectCall(Value value)
    {
        // All arguments are in registers before the first argument register is written.
        int[] arguments = new int[value.Operands.Count];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = value.Operands[i].Op is IrOp.Const or IrOp.Null or IrOp.MapAddress or IrOp.FunctionAddress or IrOp.Alloca ? -1 : RegisterOf(value.Operands[i]);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] >= 0)
                Emit(MachineOp.Move, dst: i + 1, src: arguments[i]);
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] < 0)
                MakeArgument(i + 1, value.Operands[i]);
        }

        MachineInstruction call = value.Op == IrOp.Call
            ? Emit(MachineOp.CallLocal, Opcode.JmpCall)
            : Emit(MachineOp.Call, Opcode.JmpCall, immediate: (long)value.Helper);
        call.Symbol = value.Symbol;
        call.Arguments = arguments.Length;
        // A constant made before the call would have to survive it in a register: cheaper to make it again.
        _madeHere.Clear();
        if (_useCounts[value] == 0)
            return;
        if (value.Op != IrOp.Call && value.Type.Kind == IrKind.I32)
            EmitAlu(false, AluCode.Mov, RegisterOf(value), Register.R0);
        else
            Emit(MachineOp.Move, dst: RegisterOf(value), src: Register.R0);
    }

    /// <summary>Makes a constant or an address in the register of its argument.</summary>
    private void MakeArgument(int register, Value value)
    {
        switch (value.Op)
        {
            case IrOp.MapAddress or IrOp.FunctionAddress:
                MachineInstruction address = Emit(MachineOp.LoadAddress, dst: register);
                address.Symbol = value.Symbol;
                address.Reference = value.Op == IrOp.MapAddress ? RelocationKind.Map : RelocationKind.FunctionAddress;
                break;
            case IrOp.Alloca:
                Emit(MachineOp.FrameAddress, dst: register).Frame = FrameOf(value);
                break;
            default:
                Emit(MachineOp.LoadImmediate, dst: register, immediate: value.Type.Kind == IrKind.I32 ? (uint)value.Constant : value.Constant);
                break;
        }
    }

    private void SelectTerminator(Value value)
    {
        switch (value.Op)
        {
            case IrOp.Jump:
                Emit(MachineOp.Jump).Targets = [_blocks[value.Targets[0]]];
                break;
            case IrOp.Branch:
                SelectBranch(value);
                break;
            case IrOp.Return:
                if (value.Operands.Count == 1)
                {
                    Value result = value.Operands[0];
                    if (result.Op is IrOp.Const or IrOp.Null)
                        MakeArgument(Register.R0, result);
                    else
                        Emit(MachineOp.Move, dst: Register.R0, src: RegisterOf(result));
                }
                else
                {
                    Emit(MachineOp.LoadImmediate, dst: Register.R0);
                }

                Emit(MachineOp.Exit, Opcode.JmpExit);
                break;
            default:
                // Never reached; the kernel wants every path to end in an exit all the same.
                Emit(MachineOp.LoadImmediate, dst: Register.R0);
                Emit(MachineOp.Exit, Opcode.JmpExit);
                break;
        }
    }

    private void SelectBranch(Value branch)
    {
        MachineBlock[] targets = [_blocks[branch.Targets[0]], _blocks[branch.Targets[1]]];
        Value condition = branch.Operands[0];
        if (condition.Op == IrOp.MayGoOn)
            Emit(MachineOp.Branch, Opcode.JmpJCond).Targets = [targets[1], targets[0]];
        else if (condition.Op.IsComparison())
            SelectCompare(condition, targets);
        else
            Compare(JumpCode.JNe, _lowering is not { Jump32: true, CompareForm: CompareForm.Narrow }, RegisterOf(condition), -1, 0, targets);
    }

    private void SelectCompare(Value compare, MachineBlock[] targets)
    {
        (Value a, Value b) = (compare.Operands[0], compare.Operands[1]);
        JumpCode code = Opcodes.JumpOf(compare.Op);
        if (IsConstant(a) && !IsConstant(b))
        {
            (a, b) = (b, a);
            code = Opcodes.Swap(code);
        }

        bool is64 = a.Type.Kind != IrKind.I32;
        bool signed = code is JumpCode.JSLt or JumpCode.JSLe or JumpCode.JSGt or JumpCode.JSGe;
        bool widen = !is64 && (!_lowering.Jump32 || (_lowering.CompareForm == CompareForm.Wide && !signed));
        int left = RegisterOf(a);
        if (widen && signed)
            left = Widened(left);
        if (IsConstant(b))
        {
            long constant = b.Op == IrOp.Null ? 0 : b.Constant;
            if (widen && !signed)
                constant = (uint)constant;
            if ((!is64 && !widen) || constant == (int)constant)
            {
                Compare(code, is64 || widen, left, -1, constant, targets);
                return;
            }

            Compare(code, true, left, Constant(constant, false), 0, targets);
            return;
        }

        int right = RegisterOf(b);
        if (widen && signed)
            right = Widened(right);
        Compare(code, is64 || widen, left, right, 0, targets);
    }

    private int Widened(int register)
    {
        int wide = _machine.NewRegister();
        SignExtend(true, wide, register, 32);
        return wide;
    }

    private void Compare(JumpCode code, bool is64, int left, int right, long immediate, MachineBlock[] targets) => Emit(
        MachineOp.Branch, Opcodes.Jump(is64, code, right < 0 ? SourceOperand.K : SourceOperand.X), left, right, immediate: immediate).Targets = targets;

    private static bool IsConstant(Value value) => value.Op is IrOp.Const or IrOp.Null;
}

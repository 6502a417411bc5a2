using System;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Ir;

/// <summary>The types each operation takes and gives.</summary>
internal static class IrTypeRules
{
    /// <summary>What is wrong with the types of a value, or null.</summary>
    public static string? Complaint(Function function, Value v)
    {
        IrType a = v.Operands.Count > 0 ? v.Operands[0].Type : default;
        IrType b = v.Operands.Count > 1 ? v.Operands[1].Type : default;
        bool isInteger = v.Type.Kind is IrKind.I32 or IrKind.I64;
        bool ok = v.Op.Info().Result switch
        {
            Result.Void => v.Type.Kind == IrKind.Void,
            Result.I32 or Result.Bool => v.Type.Kind == IrKind.I32,
            Result.I64 => v.Type.Kind == IrKind.I64,
            Result.Integer => isInteger,
            Result.Pointer => v.Type.IsPtr,
            Result.Same => isInteger && v.Type == a,
            _ => true,
        };
        if (!ok)
            return $"gives {v.Type}";
        if (v.Operands.Count == 2 && v.Op is >= IrOp.Add and <= IrOp.LeS && a.Kind != b.Kind)
            return $"takes {a} and {b}";

        int bytes = v.Type.Kind == IrKind.I32 ? 4 : 8;
        return v.Op switch
        {
            IrOp.Const when v.Type.Kind == IrKind.I32 && v.Constant != (int)v.Constant => "is a 32-bit constant that is not sign-extended",
            IrOp.Param when v.Constant < 0 || v.Constant >= function.Parameters.Count => "is no parameter",
            IrOp.Param when v.Type != function.Parameters[(int)v.Constant] => "has not its parameter's type",
            IrOp.Trunc when a.Kind != IrKind.I64 => $"takes {a}",
            IrOp.ZExt or IrOp.SExt when a.Kind != IrKind.I32 => $"takes {a}",
            IrOp.SExtIn or IrOp.ZExtIn when v.Width is not (1 or 2 or 4) || v.Width >= bytes => $"extends {v.Width} bytes in {v.Type}",
            IrOp.ByteSwap when v.Width is not (2 or 4 or 8) || v.Width > bytes => $"swaps {v.Width} bytes in {v.Type}",
            IrOp.Bitcast when !(a.IsPtr && v.Type.Kind == IrKind.I64) && !(a.Kind == IrKind.I64 && v.Type.IsPtr) => $"turns {a} into {v.Type}",
            IrOp.Alloca when v.Constant <= 0 || v.Width is not (1 or 2 or 4 or 8) => "has no size or alignment",
            IrOp.Load or IrOp.CoreLoad when !a.IsPtr || v.Width is not (1 or 2 or 4 or 8) || v.Width > bytes || v.Type.Kind == IrKind.Void => $"reads {v.Width} bytes of {a} as {v.Type}",
            IrOp.ContextRegister when a.Provenance != Provenance.Context => $"reads a register of {a}",
            IrOp.ContextRegister or IrOp.RegisterOffset when !Enum.IsDefined(typeof(MachineValue), (int)v.Constant) => "names no register",
            IrOp.Store when !a.IsPtr || v.Width is not (1 or 2 or 4 or 8) || (b.Kind == IrKind.I32 && v.Width > 4) => $"writes {v.Width} bytes of {b} to {a}",
            IrOp.Store when b.IsPtr && v.Width != 8 => "writes part of a pointer",
            IrOp.Zero when !a.IsPtr || v.Length <= 0 => $"fills {v.Length} bytes at {a}",
            IrOp.Copy when !a.IsPtr || !b.IsPtr || v.Length <= 0 => $"copies {v.Length} bytes from {b} to {a}",
            IrOp.PtrAdd when !a.IsPtr || (v.Operands.Count == 2 && b.Kind != IrKind.I64) => $"moves {a} by {b}",
            IrOp.Atomic when !a.IsPtr || b != v.Type => $"works on {b} at {a}",
            IrOp.Atomic when v.Operands.Count != (v.Atomic == AtomicOp.CmpXchg ? 3 : 2) => "has not the operands of its kind",
            IrOp.Branch when a.Kind != IrKind.I32 => $"decides on {a}",
            IrOp.Return when (v.Operands.Count == 0 ? IrKind.Void : a.Kind) != function.ReturnType.Kind => $"returns {a} where {function.ReturnType} is returned",
            IrOp.MapAddress or IrOp.GlobalAddress or IrOp.FunctionAddress or IrOp.ExternAddress or IrOp.Call or IrOp.CallKfunc or IrOp.HasKfunc when v.Symbol is null => "names nothing",
            _ => null,
        };
    }
}

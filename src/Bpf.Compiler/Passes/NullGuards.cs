using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Before Linux 6.8 a kernel cannot be told that a pointer which a global function takes is never null, and refuses its use. The function then asks, and
/// returns 0 if it were.
/// </summary>
internal static class NullGuards
{
    public static void Run(Function function)
    {
        if (function.Global is not { NeverNull.IsEmpty: false } global)
            return;
        BasicBlock at = function.Blocks[0];
        Value[] pointers = [.. at.Values.Where(v => v.Op == IrOp.Param && global.NeverNull.Contains((int)v.Constant))];
        BasicBlock body = SplitBehindParameters(function, at);
        FunctionBuilder b = new(function) { Location = function.Location };
        BasicBlock none = b.AddBlock();
        foreach (Value pointer in pointers)
        {
            b.PositionAt(at);
            at = pointer == pointers[pointers.Length - 1] ? body : b.AddBlock();
            b.Branch(b.Compare(IrOp.Ne, pointer, b.Null(pointer.Type)), at, none);
        }

        b.PositionAt(none);
        b.Return(b.Const(function.ReturnType, 0));
        function.Global = global with { NeverNull = [] };
    }

    private static BasicBlock SplitBehindParameters(Function function, BasicBlock entry)
    {
        BasicBlock body = function.AddBlock();
        Value[] moved = [.. entry.Values.Where(v => v.Op is not (IrOp.Param or IrOp.Alloca))];
        foreach (Value value in moved)
        {
            entry.Values.Remove(value);
            body.Values.Add(value);
            value.Block = body;
        }

        foreach (BasicBlock target in body.Terminator!.Targets)
            target.Predecessors[target.Predecessors.IndexOf(entry)] = body;
        return body;
    }
}

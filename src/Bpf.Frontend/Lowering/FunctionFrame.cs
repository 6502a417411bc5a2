using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Loops;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// The function that activations are lowered into: a program's own, or a subprogram. What a subprogram needs of its program beside its
/// arguments is found out while it is lowered: then it is lowered again with parameters for it.
/// </summary>
internal sealed class FunctionFrame
{
    private const long Leaves = 1L << 32;

    public FunctionFrame(Function function, MethodLowering? calledFrom)
    {
        Builder = new(function);
        Builder.PositionAt(Builder.AddBlock());
        CalledFrom = calledFrom;
    }

    public FunctionBuilder Builder { get; }

    /// <summary>Who calls the subprogram first; null for a program.</summary>
    public MethodLowering? CalledFrom { get; }

    /// <summary>The program that is lowered.</summary>
    public Function Root => CalledFrom?.Frame.Root ?? Builder.Function;

    /// <summary>True for a function that is verified on its own: it has what it is passed, and nothing of its callers' else.</summary>
    public bool IsGlobal => Builder.Function.Global is not null;

    /// <summary>The program's context; null where it is not known here.</summary>
    public Value? Context { get; set; }

    /// <summary>Where a subprogram says that the whole program ends: eight bytes of its caller's, 0 unless it does. Null for a program.</summary>
    public Value? LeaveSlot { get; set; }

    /// <summary>What a function returns that ends the whole program: a callback, that it is not to be called again.</summary>
    public int LeaveResult { get; init; }

    /// <summary>True where the context was asked for and is not known.</summary>
    public bool LacksContext { get; private set; }

    /// <summary>True where the whole program may end and there is no way to say so.</summary>
    public bool LacksLeaveSlot { get; private set; }

    /// <summary>Loops whose rounds become functions, outer ones before those within them.</summary>
    public List<CallbackLoop> Loops { get; } = [];

    /// <summary>Adds what was lowered to the module.</summary>
    public void Complete(ModuleContext context)
    {
        if (!context.Diagnostics.HasErrors)
        {
            foreach (CallbackLoop loop in Enumerable.Reverse(Loops))
                if (loop.Outline(Builder.Function, context.FunctionName(Root.Name + ".foreach"), context.UnknownZero) is { } round) context.Module.Functions.Add(round);
        }

        context.Module.Functions.Add(Builder.Function);
    }

    /// <summary>What a leave slot holds: the program ends with that value.</summary>
    public static long LeavingWith(int value) => Leaves | (uint)value;

    /// <summary>The context.</summary>
    public Value RequireContext()
    {
        LacksContext |= Context is null;
        return Context ?? Builder.Null(IrType.Ptr(Provenance.Context));
    }

    /// <summary>Ends the whole program with what a leave slot holds.</summary>
    public void Leave(Value leaving)
    {
        FunctionBuilder b = Builder;
        if (CalledFrom is null)
        {
            b.Return(leaving.Op == IrOp.Const ? b.I32((int)leaving.Constant) : b.Trunc(leaving));
            return;
        }

        LacksLeaveSlot |= LeaveSlot is null;
        if (LeaveSlot is not null) b.Store(LeaveSlot, 0, leaving, 8);
        b.Return(b.Function.ReturnType.Kind == IrKind.Void ? null : b.Const(b.Function.ReturnType, LeaveResult));
    }
}

using Bpf.Compiler.Ir;
using Bpf.Frontend.Intrinsics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>A function that a helper calls back, and what it is handed.</summary>
/// <param name="Function">The function.</param>
/// <param name="Data">What the helper passes through to it.</param>
/// <param name="LeaveSlot">Where it says that the whole program ends; null where it never does.</param>
/// <param name="State">What it may change; null for nothing.</param>
internal sealed record Callback(Function Function, Value Data, Value? LeaveSlot, Place? State)
{
    /// <summary>
    /// What a delegate is made of, where an operation of the kernel-side API takes it: a static lambda or a static method. Null for every other
    /// delegate.
    /// </summary>
    public static IOperation? TargetOf(IDelegateCreationOperation creation)
    {
        IOperation outer = creation;
        while (outer.Parent is IConversionOperation { IsImplicit: true } conversion) outer = conversion;
        if (outer.Parent is not IArgumentOperation { Parent: IInvocationOperation call } || IntrinsicTable.Find(call.TargetMethod) is null) return null;
        return creation.Target switch
        {
            IAnonymousFunctionOperation { Symbol.IsStatic: true } => creation.Target,
            IFlowAnonymousFunctionOperation { Symbol.IsStatic: true } => creation.Target,
            IMethodReferenceOperation { Method: { IsStatic: true, MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } } => creation.Target,
            _ => null,
        };
    }
}

/// <summary>How the kernel calls a function back.</summary>
/// <param name="Parameters">Types of its parameters before the data passed through.</param>
/// <param name="Passed">Which of them the C# method is passed, in order; the state comes last.</param>
internal sealed record CallbackShape(IrType[] Parameters, int[] Passed)
{
    /// <summary>True where it runs when the program is over: nothing is passed through to it, it knows no context, and cannot end the program.</summary>
    public bool RunsLater { get; init; }

    /// <summary>Makes of the kernel's parameters, in place, what the C# method is passed; null where they are that already.</summary>
    public System.Action<FunctionBuilder, System.Collections.Generic.List<Value>>? Prepare { get; init; }
}

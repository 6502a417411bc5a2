using System.Collections.Generic;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Functions that helpers call back: static lambdas and static methods.</summary>
/// <remarks>
/// The kernel hands them one pointer into the caller's stack. That is the state itself where the state is there and nothing else is needed; else a
/// block of pointers: to the state, the context, the leave slot.
/// </remarks>
internal sealed partial class MethodLowering
{
    /// <summary>Makes a function of a callback and what it is to be handed.</summary>
    /// <param name="argument">The delegate.</param>
    /// <param name="state">The state; null for callbacks without.</param>
    /// <param name="shape">How the kernel calls it.</param>
    public Callback MakeCallback(IOperation argument, Place? state, CallbackShape shape)
    {
        while (argument is IConversionOperation { IsImplicit: true } conversion) argument = conversion.Operand;
        if (argument is not IDelegateCreationOperation creation || Callback.TargetOf(creation) is not { } target)
            throw Report(RuleIds.Delegate, argument, "'" + ConstructNames.Shortened(argument.Syntax) + "'");
        if (state is { Pointer: not null }) throw Report(RuleIds.RefStruct, argument, state.Type.Shown());

        Value? stateAddress = state is null ? null : AddressOf(state);
        string name = _context.FunctionName(_frame.Root.Name + ".callback");
        bool hasContext = false, hasLeaveSlot = false;
        while (true)
        {
            bool isDirect = stateAddress is null or { Type.Provenance: Provenance.Stack } && !hasContext && !hasLeaveSlot;
            IMethodSymbol method = target is IFlowAnonymousFunctionOperation lambda ? lambda.Symbol : Resolved(((IMethodReferenceOperation)target).Method);
            Function function = new(name, shape.RunsLater ? shape.Parameters : [.. shape.Parameters, IrType.Ptr(Provenance.Stack)], IrType.I32) { Location = LocationOf(argument) };
            FunctionFrame frame = new(function, this) { LeaveResult = shape.RunsLater ? 0 : 1 };
            FunctionBuilder b = frame.Builder;
            b.Location = function.Location;
            List<Value> parameters = [];
            for (int i = 0; i < function.Parameters.Count; i++)
                parameters.Add(b.Param(i));
            Value data = parameters[parameters.Count - 1];
            Value? inside = isDirect || stateAddress is null ? data : b.Load(stateAddress.Type, data, 0, 8);
            if (hasContext) frame.Context = b.Load(IrType.Ptr(Provenance.Context), data, 8, 8);
            if (hasLeaveSlot) frame.LeaveSlot = b.Load(IrType.Ptr(Provenance.Stack), data, 16, 8);
            shape.Prepare?.Invoke(b, parameters);
            LowerCallback(frame, target, method, shape, parameters, inside);
            if (shape.RunsLater)
            {
                if (frame.LacksContext) throw Report(RuleIds.ContextMember, argument, "the context", "a function that runs later has none: the program that it belonged to is over");
                frame.Complete(_context);
                return new(function, B.Null(IrType.Ptr(Provenance.Stack)), null, null);
            }

            if (frame.LacksContext || frame.LacksLeaveSlot)
            {
                hasContext |= frame.LacksContext;
                hasLeaveSlot |= frame.LacksLeaveSlot;
                continue;
            }

            frame.Complete(_context);
            Callback made = isDirect
                ? new(function, stateAddress ?? B.Null(IrType.Ptr(Provenance.Stack)), null, state)
                : Handed(function, stateAddress, hasContext, hasLeaveSlot) with { State = state };
            ForgetState(made, argument);
            HideState(made, argument);
            return made;
        }
    }

    /// <summary>Behind a helper that calls back; leaves the program where its callback wanted to.</summary>
    public void AfterCallback(Callback callback, IOperation where)
    {
        ForgetState(callback, where);
        if (callback.LeaveSlot is { } slot) LeaveIfSet(slot);
    }

    private Callback Handed(Function function, Value? state, bool hasContext, bool hasLeaveSlot)
    {
        Value? leaveSlot = null;
        Value block = B.Alloca(24, 8);
        if (state is not null) B.Store(block, 0, state, 8);
        if (hasContext) B.Store(block, 8, ContextPointer, 8);
        if (hasLeaveSlot)
        {
            leaveSlot = B.Alloca(8, 8);
            B.Store(leaveSlot, 0, B.I64(0), 8);
            B.Store(block, 16, leaveSlot, 8);
        }

        return new(function, block, leaveSlot, null);
    }

    private void LowerCallback(FunctionFrame frame, IOperation target, IMethodSymbol method, CallbackShape shape, List<Value> parameters, Value? state)
    {
        MethodLowering callee = target is IFlowAnonymousFunctionOperation lambda
            ? new(_context, frame, method, null, null, _types) { _graph = _graph!.GetAnonymousFunctionControlFlowGraph(lambda, _context.Cancellation) }
            : new(_context, frame, method, null, null);
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            IParameterSymbol parameter = method.OriginalDefinition.Parameters[i];
            Value value = i < shape.Passed.Length ? parameters[shape.Passed[i]] : state!;
            if (parameter.RefKind == RefKind.None && Scalar.Of(callee.TypeOf(parameter.Type)) is { Is64: false } && value.Type.Kind == IrKind.I64)
                value = frame.Builder.Trunc(value);
            callee._variables[parameter] = callee.Received(parameter, value);
        }

        callee.LowerBody();
    }
}

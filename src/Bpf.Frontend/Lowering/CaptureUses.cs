using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>How the flow captures of a graph are used: most are copies, some stand for the variable itself.</summary>
internal sealed class CaptureUses
{
    private readonly HashSet<CaptureId> _variables = [];
    private readonly HashSet<CaptureId> _receivers = [];
    private readonly HashSet<CaptureId> _owners = [];
    private readonly HashSet<CaptureId> _disposed = [];
    private readonly HashSet<CaptureId> _reassigned = [];
    private readonly HashSet<CaptureId> _compoundTargets = [];
    private readonly Dictionary<CaptureId, int> _captures = [];
    private readonly Dictionary<CaptureId, int> _reads = [];
    private readonly Dictionary<CaptureId, ISimpleAssignmentOperation> _assigned = [];

    public static CaptureUses Of(ControlFlowGraph graph)
    {
        CaptureUses uses = new();
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
                uses.Visit(operation);
            if (block.BranchValue is { } value) uses.Visit(value);
        }

        return uses;
    }

    /// <summary>
    /// True where it is written or referred to: it stands for the variable captured. A method called on it may write, too, but
    /// what several places capture for that is a value (<c>(c ? a : b).M()</c> works on a copy).
    /// </summary>
    public bool IsVariable(CaptureId id) => _variables.Contains(id) || (_receivers.Contains(id) && !IsMerged(id));

    /// <summary>True where it is written or referred to, other than by a method called on it.</summary>
    public bool IsWritten(CaptureId id) => _variables.Contains(id);

    /// <summary>True where it is a reference that is made to refer to another variable.</summary>
    public bool IsReassigned(CaptureId id) => _reassigned.Contains(id);

    /// <summary>True where a part of it is used: where it captures a variable, <c>e[i > 0 ? e[1]++ : 2]</c> sees what the index wrote to <c>e</c>.</summary>
    public bool IsOwnerOfPart(CaptureId id) => _owners.Contains(id) && !IsMerged(id);

    /// <summary>True where it is the target of a compound assignment: C# reads it before it evaluates the right side, whose branches stand in between.</summary>
    public bool IsCompoundTarget(CaptureId id) => _compoundTargets.Contains(id);

    /// <summary>True where <c>using</c> disposes of it.</summary>
    public bool IsDisposed(CaptureId id) => _disposed.Contains(id) && !IsMerged(id);

    /// <summary>True where more than one place captures it.</summary>
    public bool IsMerged(CaptureId id) => _captures.TryGetValue(id, out int count) && count > 1;

    /// <summary>True where its value is taken once.</summary>
    public bool IsReadOnce(CaptureId id) => _reads.TryGetValue(id, out int count) && count == 1;

    /// <summary>The assignment that is all its value is for; null where it has other uses.</summary>
    public ISimpleAssignmentOperation? AssignmentOf(CaptureId id) =>
        IsReadOnce(id) && !IsMerged(id) && !IsVariable(id) && _assigned.TryGetValue(id, out ISimpleAssignmentOperation? assignment) ? assignment : null;

    private void Visit(IOperation root)
    {
        foreach (IOperation operation in root.DescendantsAndSelf())
        {
            if (operation is IFlowCaptureOperation capture) Count(_captures, capture.Id);
            if (operation is not IFlowCaptureReferenceOperation reference) continue;
            IOperation value = reference.Parent is IConversionOperation { IsImplicit: true, OperatorMethod: null } typed ? typed : reference;
            if (value.Parent is ISimpleAssignmentOperation assignment && assignment.Value == value) _assigned[reference.Id] = assignment;
            if (reference.Parent is ICompoundAssignmentOperation compound && compound.Target == reference) _compoundTargets.Add(reference.Id);
            if (IsVariableUse(reference) || IsReferenceConditional(reference)) _variables.Add(reference.Id);
            else if (IsReceiver(reference)) _receivers.Add(reference.Id);
            else if (reference.Parent is not IMemberReferenceOperation) Count(_reads, reference.Id);
            if (IsOwner(reference)) _owners.Add(reference.Id);
            if (reference.Parent is ISimpleAssignmentOperation { IsRef: true } reassignment && reassignment.Target == reference) _reassigned.Add(reference.Id);
            if (reference.Parent is IInvocationOperation { IsImplicit: true, TargetMethod.Name: "Dispose" }) _disposed.Add(reference.Id);
        }
    }

    private static void Count(Dictionary<CaptureId, int> counts, CaptureId id)
    {
        counts.TryGetValue(id, out int count);
        counts[id] = count + 1;
    }

    private static bool IsVariableUse(IFlowCaptureReferenceOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference || (assignment is ISimpleAssignmentOperation { IsRef: true }),
        IIncrementOrDecrementOperation => true,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        ITupleOperation tuple => IsDeconstructed(tuple),
        _ => false,
    };

    /// <summary>True for <c>c ? ref a : ref b</c>, which is one of two variables whatever is done with it.</summary>
    private static bool IsReferenceConditional(IFlowCaptureReferenceOperation reference) =>
        reference.Syntax is ConditionalExpressionSyntax { WhenTrue: RefExpressionSyntax };

    /// <summary>True for the left side of a deconstruction, and for what is nested in it.</summary>
    private static bool IsDeconstructed(ITupleOperation tuple) => tuple.Parent switch
    {
        IDeconstructionAssignmentOperation deconstruction => deconstruction.Target == tuple,
        ITupleOperation outer => IsDeconstructed(outer),
        _ => false,
    };

    private static bool IsReceiver(IFlowCaptureReferenceOperation reference) => reference.Parent is IInvocationOperation { TargetMethod: { } method } call
        && call.Instance == reference && (method.ContainingType is { IsValueType: true } ? !method.IsReadOnly : method.ContainingType.ExtensionParameter is { RefKind: not RefKind.None });

    private static bool IsOwner(IFlowCaptureReferenceOperation reference) => reference.Parent switch
    {
        IMemberReferenceOperation member => member.Instance == reference,
        IInlineArrayAccessOperation element => element.Instance == reference,
        _ => false,
    };
}

using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Flow captures: values kept from one block to another.</summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<CaptureId, Operand> _capturedValues = [];
    private readonly Dictionary<CaptureId, Place> _capturedPlaces = [];
    private readonly Dictionary<CaptureId, Place> _capturedReferences = [];
    private readonly Dictionary<CaptureId, DeclaredMap> _capturedMaps = [];
    private readonly Dictionary<CaptureId, Setter> _capturedSetters = [];
    private readonly Dictionary<CaptureId, Operand> _readBefore = [];
    private readonly HashSet<CaptureId> _ownedCaptures = [];
    private CaptureUses _captures = null!;

    private void Capture(IFlowCaptureOperation capture)
    {
        IOperation value = capture.Value;
        if (StartsEnumeration(capture)) return;
        if (DeclaredMapOf(value) is { } map && !_captures.IsMerged(capture.Id))
        {
            _capturedMaps[capture.Id] = map;
            return;
        }

        bool isDisposed = _captures.IsDisposed(capture.Id) && value.Type.Is(WellKnownNames.Reservation);
        if ((isDisposed || (value.Type.Is(WellKnownNames.Dynptr) && !_captures.IsMerged(capture.Id))) && IsVariable(value))
        {
            _capturedPlaces[capture.Id] = PlaceOf(value); // what is submitted through the variable is not discarded, and a dynptr is where it is
            return;
        }

        if (value is ILocalReferenceOperation { Local: { RefKind: not RefKind.None } local } && _captures.IsReassigned(capture.Id))
        {
            _capturedPlaces[capture.Id] = VariableOf(local, value);
            return;
        }

        bool isVariable = (_captures.IsVariable(capture.Id) || _captures.IsOwnerOfPart(capture.Id)) && !IsCopied(capture) && (_captures.IsWritten(capture.Id) || !IsOfProperty(value));
        if (isVariable && SetterOf(value) is { } setter)
        {
            _capturedSetters[capture.Id] = setter;
            ReadBefore(capture, new(this, value, null, setter));
            return;
        }

        if (isVariable && IsVariable(value))
        {
            Place captured = PlaceOf(value);
            if (!_captures.IsMerged(capture.Id))
            {
                _capturedPlaces[capture.Id] = captured;
                ReadBefore(capture, new(this, value, captured, null));
                return;
            }

            if (!_capturedReferences.TryGetValue(capture.Id, out Place? reference))
                _capturedReferences.Add(capture.Id, reference = Place.Of(new PointerVariable(B, null), captured.Type));
            StoreReference(reference, captured, value);
            return;
        }

        if (TargetToFill(capture) is { } target)
        {
            Zero(target, value);
            _capturedPlaces[capture.Id] = target;
            return;
        }

        Operand operand = Lower(value);
        if (operand.Trace is not null)
        {
            _capturedValues[capture.Id] = operand;
            return;
        }

        if (!_capturedPlaces.TryGetValue(capture.Id, out Place? place))
        {
            if (operand.Memory is { } memory && operand.IsOwned && !_captures.IsMerged(capture.Id))
            {
                _capturedPlaces[capture.Id] = memory;
                _ownedCaptures.Add(capture.Id);
                return;
            }

            // What is captured again may have another type than Roslyn says: in x ??= y ??= 5 the value of the inner one is no nullable.
            ITypeSymbol type = (value is IFlowCaptureReferenceOperation ? operand.Type : null) ?? value.Type!;
            _capturedPlaces[capture.Id] = place = Temporary(TypeOf(type), value, null);
        }

        Assign(place, operand, value);
    }

    /// <summary>For a new struct that is only filled and assigned: the target, where it can be filled at once. Else null.</summary>
    private Place? TargetToFill(IFlowCaptureOperation capture)
    {
        if (capture.Value is not IObjectCreationOperation { Arguments.IsEmpty: true } creation || _captures.AssignmentOf(capture.Id) is not { } assignment) return null;
        if (assignment.Target is not IFlowCaptureReferenceOperation reference || !_capturedPlaces.TryGetValue(reference.Id, out Place? target)) return null;
        if (target.Pointer is not null || Scalar.Of(target.Type) is not null || !SymbolEqualityComparer.Default.Equals(target.Type, TypeOf(creation.Type!))) return null;
        IOperation? whole = _context.Compilation.GetSemanticModel(creation.Syntax.SyntaxTree).GetOperation(creation.Syntax, _context.Cancellation);
        return whole is not null && InPlaceCreation.IsHarmless(whole, target.Address.Type.Provenance, MemoryOf) ? target : null;
    }

    private Provenance MemoryOf(IParameterSymbol parameter) =>
        _variables.TryGetValue(parameter.OriginalDefinition, out Place? place) && place.Pointer is null ? place.Address.Type.Provenance : Provenance.None;

    /// <summary>True for the left side of <c>with</c>: what follows changes a copy.</summary>
    private static bool IsCopied(IFlowCaptureOperation capture) => capture.Syntax.Parent is WithExpressionSyntax with && with.Expression == capture.Syntax;

    /// <summary>Reads the target of a compound assignment, as C# does before it evaluates the right side.</summary>
    private void ReadBefore(IFlowCaptureOperation capture, Access target)
    {
        if (_captures.IsCompoundTarget(capture.Id)) _readBefore[capture.Id] = KeptCopy(target.Read(), capture);
    }

    /// <summary>What maps of a class look like that a map of the object holds; null where none holds such.</summary>
    public DeclaredMap? InnerMapOf(ITypeSymbol type)
    {
        foreach (DeclaredMap map in _context.Declared.Maps.Values)
        {
            if (map.Inner is { } inner && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)map.Field.Type).TypeArguments.Last(), TypeOf(type))) return inner;
        }

        return null;
    }

    private Operand ReadCapture(IFlowCaptureReferenceOperation reference)
    {
        if (_capturedValues.TryGetValue(reference.Id, out Operand? operand)) return operand;
        Operand read = Read(CapturePlace(reference));
        bool isLast = reference.Parent is not IMemberReferenceOperation && _captures.IsReadOnce(reference.Id) && !_captures.IsVariable(reference.Id);
        return read.Memory is { } memory && isLast && _ownedCaptures.Contains(reference.Id) ? Operand.In(memory, isOwned: true) : read;
    }

    private Place CapturePlace(IFlowCaptureReferenceOperation reference)
    {
        if (_capturedReferences.TryGetValue(reference.Id, out Place? merged)) return Dereferenced(merged, RefKind.Ref, merged.Type);
        return _capturedPlaces.TryGetValue(reference.Id, out Place? place) ? place : throw new LoweringException();
    }
}

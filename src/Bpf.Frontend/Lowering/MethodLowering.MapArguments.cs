using System.Collections.Generic;
using Bpf.Frontend.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Maps that are passed to methods. A map has no value: it is named in the instruction that uses it, so a callee is lowered for the maps that it is given.</summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<ISymbol, DeclaredMap> _maps = new(SymbolEqualityComparer.Default);

    /// <summary>The map that an expression names, if it names one; Roslyn keeps one aside where an argument branches.</summary>
    public DeclaredMap? DeclaredMapOf(IOperation? operation) => operation switch
    {
        IFieldReferenceOperation field when _context.Declared.Maps.TryGetValue(field.Field, out DeclaredMap? map) => map,
        IFlowCaptureReferenceOperation reference when _capturedMaps.TryGetValue(reference.Id, out DeclaredMap? map) => map,
        IParameterReferenceOperation parameter => MapOf(parameter.Parameter),
        IParenthesizedOperation parenthesized => DeclaredMapOf(parenthesized.Operand),
        IConversionOperation { Conversion: { IsReference: true, IsUserDefined: false }, Operand: { } operand } => DeclaredMapOf(operand),
        _ => null,
    };

    /// <summary>The map that a parameter stands for, of this method or, for local functions, one around it; null for other parameters.</summary>
    private DeclaredMap? MapOf(IParameterSymbol parameter)
    {
        for (MethodLowering? activation = this; activation is not null; activation = activation._caller)
        {
            if (activation._maps.TryGetValue(parameter.OriginalDefinition, out DeclaredMap? map)) return map;
            if (_method.MethodKind != MethodKind.LocalFunction) break;
        }

        return null;
    }

    /// <summary>The map that an argument or a receiver is, where the parameter is passed as it is; null for other arguments.</summary>
    private DeclaredMap? PassedMap(IParameterSymbol? parameter, IOperation argument) =>
        parameter?.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter ? DeclaredMapOf(argument) : null;
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Constructors of structs: initializers of fields first, primary constructors and their parameters.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>What a constructor does before its body. One that calls another leaves it to that.</summary>
    private void RunInitializers()
    {
        if (_method is not { MethodKind: MethodKind.Constructor, IsStatic: false } || _this is not { } @this) return;
        SyntaxNode? declaration = _method.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_context.Cancellation);
        if (declaration is ConstructorDeclarationSyntax { Initializer.ThisOrBaseKeyword.RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.ThisKeyword }) return;
        if (declaration is TypeDeclarationSyntax) TakeParameters(@this, _method.OriginalDefinition);
        foreach (EqualsValueClauseSyntax initializer in Initializers(_method.ContainingType.OriginalDefinition))
            RunInitializer(@this, initializer);
    }

    /// <summary>The parameters of a primary constructor: a record's go to the properties made of them, others' to where its members find them.</summary>
    private void TakeParameters(Place @this, IMethodSymbol constructor)
    {
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            Place given = _variables[parameter];
            if (PropertyOf(parameter) is { } property && BackingFieldOf(property) is { } field)
            {
                foreach (Layout.FieldLayout candidate in _context.LocalLayouts.Of(@this.Type).Fields)
                {
                    if (SymbolEqualityComparer.Default.Equals(candidate.Field, field.OriginalDefinition))
                        Copy(@this.Field(candidate.Offset, candidate.Layout.Type), given);
                }
            }
            else if (CapturedParameter(@this, parameter) is { } kept)
            {
                Copy(kept, given);
                _variables[parameter] = kept;
            }
        }
    }

    private void Copy(Place to, Place from)
    {
        if (Layout.Scalar.Of(to.Type) is { } scalar) B.Store(to.Address, to.Offset, Load(from, scalar), scalar.Width);
        else B.Copy(AddressOf(to), AddressOf(from), _context.LocalLayouts.Of(to.Type).Size);
    }

    /// <summary>The property that a record's parameter declares; null where the record declares its own.</summary>
    private static IPropertySymbol? PropertyOf(IParameterSymbol parameter) => !parameter.ContainingType.IsRecord ? null
        : parameter.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>()
            .FirstOrDefault(p => p.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is ParameterSyntax));

    /// <summary>Where a struct keeps a parameter of its primary constructor that its members use; null where none does.</summary>
    private Place? CapturedParameter(Place @this, IParameterSymbol parameter)
    {
        if (!_context.LocalLayouts.TryGet(@this.Type, out Layout.TypeLayout layout, out _)) return null;
        foreach (Layout.ParameterLayout kept in layout.Parameters)
            if (SymbolEqualityComparer.Default.Equals(kept.Parameter, parameter.OriginalDefinition)) return @this.Field(kept.Offset, kept.Layout.Type);

        return null;
    }

    private IEnumerable<EqualsValueClauseSyntax> Initializers(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(r => r.GetSyntax(_context.Cancellation)).OfType<TypeDeclarationSyntax>().SelectMany(t => t.Members)
        .SelectMany(member => member switch
        {
            FieldDeclarationSyntax field when !field.Modifiers.Any(Microsoft.CodeAnalysis.CSharp.SyntaxKind.StaticKeyword) && !field.Modifiers.Any(Microsoft.CodeAnalysis.CSharp.SyntaxKind.ConstKeyword) =>
                field.Declaration.Variables.Select(v => v.Initializer),
            PropertyDeclarationSyntax property when !property.Modifiers.Any(Microsoft.CodeAnalysis.CSharp.SyntaxKind.StaticKeyword) => [property.Initializer],
            _ => Enumerable.Empty<EqualsValueClauseSyntax?>(),
        })
        .Where(initializer => initializer is not null)!;

    private void RunInitializer(Place @this, EqualsValueClauseSyntax initializer)
    {
        SemanticModel model = _context.Compilation.GetSemanticModel(initializer.SyntaxTree);
        _context.TouchedTrees.Add(initializer.SyntaxTree);
        _context.Bodies.Add(initializer);
        ControlFlowGraph? graph = model.GetOperation(initializer, _context.Cancellation) switch
        {
            IFieldInitializerOperation field when SubsetScan.Passes(field, this) => ControlFlowGraph.Create(field, _context.Cancellation),
            IPropertyInitializerOperation property when SubsetScan.Passes(property, this) => ControlFlowGraph.Create(property, _context.Cancellation),
            _ => throw new LoweringException(),
        };
        MethodLowering apart = new(_context, _frame, _method, _caller, _calledAt) { _this = @this };
        foreach (KeyValuePair<ISymbol, Place> variable in _variables)
            apart._variables[variable.Key] = variable.Value;
        apart.LowerGraph(graph);
        B.PositionAt(apart._exit ?? B.AddBlock());
    }
}

using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Declarations;

internal sealed partial class ObjectReader
{
    private DeclaredMap? ReadMap(IFieldSymbol field, MapClass row)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)field.Type;
        TypeLayout? key = null;
        if (row.Keys == MapKeys.TypeArgument)
        {
            key = Shared(type.TypeArguments[0], field);
            if (key is null) return null;
            if (Padding.Of(key) is [var padding, ..])
                _diagnostics.Report(RuleIds.KeyPadding, field, key.Type.Shown(), padding.Length.ToString(), padding.Offset.ToString());
        }
        else if (row.Keys == MapKeys.Index)
        {
            key = _layouts.Of(_compilation.GetSpecialType(SpecialType.System_UInt32));
        }

        TypeLayout? value = Shared(type.TypeArguments[type.TypeArguments.Length - 1], field);
        if (value is null) return null;
        if (MaxEntries(field) is not { } entries)
        {
            _diagnostics.Report(RuleIds.MapDeclaration, field, field.Name, type.Name);
            return null;
        }

        return new(field, row, key, value, new()
        {
            Name = field.Name,
            Kind = type.Name,
            Type = row.Type,
            Key = key is null ? null : ModelOf(key),
            Value = ModelOf(value),
            MaxEntries = entries,
            Accessibility = field.DeclaredAccessibility.Keyword(),
        });
    }

    /// <summary>The declaration's first argument, a constant; null where it is anything else.</summary>
    private int? MaxEntries(IFieldSymbol field)
    {
        if (!field.IsReadOnly || InitializerOf(field) is not IObjectCreationOperation creation) return null;
        foreach (IArgumentOperation argument in creation.Arguments)
        {
            if (argument.Parameter?.Ordinal != 0) continue;
            return argument.Value.ConstantValue is { HasValue: true, Value: int entries } ? entries : null;
        }

        return null;
    }

    /// <summary>The operation of a field's initializer, or null where it has none.</summary>
    private IOperation? InitializerOf(IFieldSymbol field)
    {
        foreach (SyntaxReference reference in field.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(_cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } value }) continue;
            IOperation? operation = _compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, _cancellation);
            while (operation is IConversionOperation { IsImplicit: true, ConstantValue.HasValue: false } conversion)
                operation = conversion.Operand;

            return operation;
        }

        return null;
    }
}

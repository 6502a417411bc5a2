using System.Linq;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Declarations;

internal sealed partial class ObjectReader
{
    private const int MostSlots = 1 << 16;

    private DeclaredMap? ReadMap(IFieldSymbol field, MapClass row)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)field.Type;
        if (row.Keys == MapKeys.Slots) return ReadSlots(field, row, type);
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

        TypeLayout? value = type.TypeArguments.IsEmpty
            ? _layouts.Of(_compilation.GetSpecialType(SpecialType.System_UInt32)) : Shared(type.TypeArguments[type.TypeArguments.Length - 1], field);
        if (value is null) return null;
        if (MaxEntries(field, out string why) is not { } entries)
        {
            _diagnostics.Report(RuleIds.MapDeclaration, field, field.Name, type.Name, why);
            return null;
        }

        return new(field, row, key, value, new()
        {
            Name = field.Name,
            Kind = type.Name,
            Type = row.Type,
            Key = key is null ? null : ModelOf(key),
            Value = type.TypeArguments.IsEmpty ? null : ModelOf(value),
            MaxEntries = entries,
            Accessibility = field.DeclaredAccessibility.Keyword(),
        });
    }

    /// <summary>A map with a slot for each member of an enumeration.</summary>
    private DeclaredMap? ReadSlots(IFieldSymbol field, MapClass row, INamedTypeSymbol type)
    {
        ITypeSymbol slots = type.TypeArguments[0];
        long[] members = [.. slots.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Select(f => ScalarBytes.ToInt64(f.ConstantValue) ?? -1)];
        string? problem = Scalar.Of(slots) is not { Width: 4 } ? "its underlying type is not int or uint"
            : members.Length == 0 ? "it has no members"
            : members.Min() < 0 || members.Max() >= MostSlots ? "its members are not all from 0 to 65535"
            : !field.IsReadOnly || InitializerOf(field) is not IObjectCreationOperation ? "the field is not 'static readonly ... = new()'" : null;
        if (problem is not null)
        {
            _diagnostics.Report(RuleIds.ProgramArraySlots, field, slots.Shown(), field.Name, problem);
            return null;
        }

        TypeLayout index = _layouts.Of(_compilation.GetSpecialType(SpecialType.System_UInt32));
        return new(field, row, index, index, new()
        {
            Name = field.Name,
            Kind = type.Name,
            Type = row.Type,
            Key = ModelOf(_layouts.Of(slots)),
            Value = ModelOf(index),
            MaxEntries = (int)members.Max() + 1,
            Accessibility = field.DeclaredAccessibility.Keyword(),
        });
    }

    /// <summary>The declaration's first argument, a constant; null where it is anything else.</summary>
    /// <param name="field">The map.</param>
    /// <param name="why">What it is then.</param>
    private int? MaxEntries(IFieldSymbol field, out string why)
    {
        IOperation? initializer = InitializerOf(field);
        IOperation? first = (initializer as IObjectCreationOperation)?.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value;
        why = !field.IsReadOnly ? "the field is not readonly"
            : first is null ? "it has no initializer 'new(...)'"
            : $"'{ConstructNames.Shortened(first.Syntax)}' is not a constant";
        return field.IsReadOnly && first?.ConstantValue is { HasValue: true, Value: int entries } ? entries : null;
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

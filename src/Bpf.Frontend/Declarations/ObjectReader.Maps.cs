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
        return row.Keys == MapKeys.Slots ? ReadSlots(field, row, type) : ReadMap(field, row, type, InitializerOf(field), field.Name);
    }

    /// <summary>A map of the type, as a creation says it is.</summary>
    /// <param name="field">The field it is in.</param>
    /// <param name="row">The type's row.</param>
    /// <param name="type">The map's class.</param>
    /// <param name="initializer">Its creation; null where there is none.</param>
    /// <param name="name">Its name in the object.</param>
    private DeclaredMap? ReadMap(IFieldSymbol field, MapClass row, INamedTypeSymbol type, IOperation? initializer, string name)
    {
        if (!TryReadKey(field, row, type, out TypeLayout? key)) return null;
        TypeLayout? value = row.HasTypedValues || row.HasRecords
            ? Shared(type.TypeArguments[type.TypeArguments.Length - 1], field) : _layouts.Of(_compilation.GetSpecialType(SpecialType.System_UInt32));
        if (value is null) return null;
        IObjectCreationOperation? creation = initializer as IObjectCreationOperation;
        if (MaxEntries(field, row, creation, out string why) is not { } entries)
        {
            _diagnostics.Report(RuleIds.MapDeclaration, field, field.Name, type.Name, why);
            return null;
        }

        DeclaredMap? inner = row.HoldsMaps ? ReadInner(field, type, creation) : null;
        if (row.HoldsMaps && inner is null) return null;
        bool isMapped = Argument(creation, "mapped")?.ConstantValue is { HasValue: true, Value: true };
        return new(field, row, key, value, new()
        {
            Name = name,
            Kind = type.Name,
            Type = row.Type,
            Key = key is null ? null : ModelOf(key),
            Value = row.HasTypedValues || row.HasRecords ? ModelOf(value) : null,
            MaxEntries = entries,
            Inner = inner?.Model,
            Accessibility = field.DeclaredAccessibility.Keyword(),
        })
        {
            Inner = inner,
            Flags = row.Flags | (isMapped ? Core.Kernel.MapFlags.Mmapable : 0),
        };
    }

    private bool TryReadKey(IFieldSymbol field, MapClass row, INamedTypeSymbol type, out TypeLayout? key)
    {
        key = row.Keys switch
        {
            MapKeys.TypeArgument => Shared(type.TypeArguments[0], field),
            MapKeys.Index => _layouts.Of(_compilation.GetSpecialType(SpecialType.System_UInt32)),
            MapKeys.Owner => _layouts.Of(_compilation.GetSpecialType(SpecialType.System_Int32)),
            _ => null,
        };
        if (row.Keys != MapKeys.TypeArgument) return true;
        if (key is not null && Padding.Of(key) is [var padding, ..])
            _diagnostics.Report(RuleIds.KeyPadding, field, key.Type.Shown(), padding.Length.ToString(), padding.Offset.ToString());
        return key is not null;
    }

    /// <summary>What the maps of a map of maps look like: its declaration's argument <c>inner</c>.</summary>
    private DeclaredMap? ReadInner(IFieldSymbol field, INamedTypeSymbol type, IObjectCreationOperation? creation)
    {
        INamedTypeSymbol inner = (INamedTypeSymbol)type.TypeArguments[type.TypeArguments.Length - 1];
        IOperation? initializer = Argument(creation, "inner");
        string? why = MapClasses.Find(inner.MetadataFullName()) is not { CanBeInner: true } ? $"maps of type '{inner.Name}' are not held by other maps"
            : initializer is not IObjectCreationOperation ? "its argument 'inner' is not 'new(...)'" : null;
        if (why is null) return ReadMap(field, MapClasses.Find(inner.MetadataFullName())!, inner, initializer, field.Name + ".inner");
        _diagnostics.Report(RuleIds.MapDeclaration, field, field.Name, type.Name, why);
        return null;
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
    /// <param name="row">Its class.</param>
    /// <param name="creation">How it is created; null where it isn't.</param>
    /// <param name="why">What it is then.</param>
    private static int? MaxEntries(IFieldSymbol field, MapClass row, IObjectCreationOperation? creation, out string why)
    {
        IOperation? first = creation?.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value;
        why = !field.IsReadOnly ? "the field is not readonly"
            : first is null ? "it has no initializer 'new(...)'"
            : $"'{ConstructNames.Shortened(first.Syntax)}' is not a constant";
        return !field.IsReadOnly || first is null ? null
            : !row.HasEntries ? 0
            : first.ConstantValue is { HasValue: true, Value: int entries } ? entries : null;
    }

    private static IOperation? Argument(IObjectCreationOperation? creation, string name) =>
        Unconverted(creation?.Arguments.FirstOrDefault(a => a.Parameter?.Name == name)?.Value);

    private static IOperation? Unconverted(IOperation? operation)
    {
        while (operation is IConversionOperation { IsImplicit: true, ConstantValue.HasValue: false } conversion)
            operation = conversion.Operand;
        return operation;
    }

    /// <summary>The operation of a field's initializer, or null where it has none.</summary>
    private IOperation? InitializerOf(IFieldSymbol field)
    {
        foreach (SyntaxReference reference in field.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(_cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } value }) continue;
            return Unconverted(_compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, _cancellation));
        }

        return null;
    }
}

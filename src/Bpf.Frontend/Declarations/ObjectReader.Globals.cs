using System.Globalization;
using Bpf.Compiler.Ir;
using Bpf.Core.Elf;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Declarations;

internal sealed partial class ObjectReader
{
    private DeclaredGlobal? ReadGlobal(IFieldSymbol field)
    {
        AttributeData? config = field.Attribute(WellKnownNames.ConfigAttribute);
        if (field.IsReadOnly)
        {
            if (config is not null) _refused.Add(field); // reported with what else is wrong with declarations
            return null; // a constant by another name: read where it is used
        }

        if (Shared(field.Type, field) is not { } layout)
        {
            _refused.Add(field);
            return null;
        }


        long initial = 0;
        if (InitializerOf(field) is { } initializer and not IDefaultValueOperation)
        {
            if (layout.Scalar is null || ConstantOf(initializer, field.Type) is not { } number)
            {
                _diagnostics.Report(RuleIds.GlobalInitializer, field, field.Name);
                _refused.Add(field);
                return null;
            }

            initial = number;
        }

        byte[] bytes = layout.Scalar is { } scalar ? ScalarBytes.Of(initial, scalar) : [];
        bool isInArena = field.Attribute(WellKnownNames.InArenaAttribute) is not null;
        if (isInArena && config is not null) ReportArena(field, "a [Config] field is a constant");
        string section = config is not null ? ".rodata" : isInArena ? SectionNames.Arena : bytes.Length > 0 ? ".data" : ".bss";
        return new(field, layout, bytes, new()
        {
            Name = field.Name,
            Type = ModelOf(layout),
            InitialValue = bytes.Length == 0 ? "default" : Literal(initial, field.Type),
            IsConfig = config is not null,
            Range = config is null ? null : RangeOf(config, field, layout, initial),
            Section = section,
            Offset = _sections.Allocate(section, layout.Size, layout.Alignment),
            Accessibility = field.DeclaredAccessibility.Keyword(),
        });
    }

    private static long? ConstantOf(IOperation initializer, ITypeSymbol type) =>
        initializer.ConstantValue.HasValue && Scalar.Of(type) is not null ? ScalarBytes.ToInt64(initializer.ConstantValue.Value) : null;

    private ConfigRange? RangeOf(AttributeData config, IFieldSymbol field, TypeLayout layout, long initial)
    {
        if (layout.Scalar is not { } scalar) return null;
        int bits = 8 * scalar.Width;
        bool isBool = field.Type.SpecialType == SpecialType.System_Boolean;
        long min = scalar.Signed ? -1L << (bits - 1) : 0;
        ulong max = isBool ? 1 : ulong.MaxValue >> (64 - bits + (scalar.Signed ? 1 : 0));
        if (ScalarBytes.ToInt64(config.Named("Min")) is { } declaredMin) min = declaredMin;
        if (ScalarBytes.ToInt64(config.Named("Max")) is { } declaredMax) max = unchecked((ulong)declaredMax);

        bool fits = scalar.Signed
            ? min <= (long)max && initial >= min && initial <= (long)max
            : (ulong)min <= max && (ulong)initial >= (ulong)min && (ulong)initial <= max;
        if (!fits) _diagnostics.Report(RuleIds.ConfigRange, field, field.Name);
        return new(min, max, scalar.Signed);
    }

    private static string Literal(long value, ITypeSymbol type)
    {
        object? primitive = type.SpecialType switch
        {
            SpecialType.System_Boolean => value != 0,
            SpecialType.System_Char => (char)value,
            SpecialType.System_UInt32 => (uint)value,
            SpecialType.System_UInt64 => (ulong)value,
            SpecialType.System_Int64 => value,
            _ => null,
        };
        if (primitive is not null) return SymbolDisplay.FormatPrimitive(primitive, quoteStrings: true, useHexadecimalNumbers: false)
            + (primitive is uint ? "U" : primitive is ulong ? "UL" : primitive is long ? "L" : "");
        string number = type.SpecialType == SpecialType.System_UIntPtr
            ? ((ulong)value).ToString(CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);
        return type.SpecialType == SpecialType.System_Int32 ? number : "unchecked((" + type.SourceName() + ")(" + number + "))";
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Arrays of constants as bytes.</summary>
internal static class ConstantData
{
    /// <summary>The elements that an array's initializer lists; null for what is no list.</summary>
    public static IEnumerable<IOperation>? ElementsOf(IOperation? initializer) => initializer switch
    {
        IConversionOperation conversion => ElementsOf(conversion.Operand),
        IParenthesizedOperation parenthesized => ElementsOf(parenthesized.Operand),
        IArrayCreationOperation { Initializer: { } list, DimensionSizes.Length: 1 } => list.ElementValues,
        IArrayInitializerOperation list => list.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        _ => null,
    };

    /// <summary>True for an array that C# never makes: constants converted to a read-only span.</summary>
    public static bool IsConstantSpan(IConversionOperation conversion, IArrayCreationOperation array) =>
        conversion.Type.Is("System.ReadOnlySpan`1") && array.Initializer is { } list && list.ElementValues.All(e => e.ConstantValue is { HasValue: true });

    /// <summary>The bytes of elements; null where one of them is no constant number.</summary>
    public static byte[]? Of(IEnumerable<IOperation> elements, TypeLayout layout)
    {
        if (layout.Scalar is not { } scalar) return null;
        List<byte> bytes = [];
        foreach (IOperation element in elements)
        {
            if (element.ConstantValue is not { HasValue: true, Value: { } constant } || ScalarBytes.ToInt64(constant) is not { } number) return null;
            bytes.AddRange(BitConverter.IsLittleEndian ? BitConverter.GetBytes(number).Take(scalar.Width) : BitConverter.GetBytes(number).AsEnumerable().Reverse().Take(scalar.Width));
        }

        return [.. bytes];
    }
}

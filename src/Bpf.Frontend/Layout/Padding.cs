using System.Collections.Generic;
using System.Linq;

namespace Bpf.Frontend.Layout;

/// <summary>Bytes of a type that belong to no field.</summary>
/// <param name="Offset">From the start of the type.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct Padding(int Offset, int Length)
{
    /// <summary>The padding of a type, nested types included, by offset.</summary>
    public static IReadOnlyList<Padding> Of(TypeLayout layout)
    {
        bool[] used = new bool[layout.Size];
        Mark(layout, 0, used);
        List<Padding> found = [];
        for (int i = 0; i < used.Length; i++)
        {
            if (used[i]) continue;
            int start = i;
            while (i < used.Length && !used[i]) i++;
            found.Add(new(start, i - start));
        }

        return found;
    }

    private static void Mark(TypeLayout layout, int offset, bool[] used)
    {
        if (layout.Underlying is { } underlying)
        {
            MarkBytes(used, offset, 1);
            Mark(underlying, offset + layout.ValueOffset, used);
        }
        else if (layout.Element is { } element)
        {
            foreach (int i in Enumerable.Range(0, layout.Count))
                Mark(element, offset + (i * element.Size), used);
        }
        else if (layout.Fields.IsEmpty && layout.Parameters.IsEmpty)
        {
            if (layout.Scalar is not null) MarkBytes(used, offset, layout.Size);
        }
        else
        {
            foreach (FieldLayout field in layout.Fields)
                Mark(field.Layout, offset + field.Offset, used);
            foreach (ParameterLayout parameter in layout.Parameters)
                Mark(parameter.Layout, offset + parameter.Offset, used);
        }
    }

    private static void MarkBytes(bool[] used, int offset, int length)
    {
        for (int i = offset; i < offset + length; i++) used[i] = true;
    }
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Bpf.Core.Explain;

namespace Bpf.Compiler.Ir;

/// <summary>
/// Writes the text form. Values and blocks are numbered in the order they stand in, so equal functions give equal texts
/// whatever passes they have been through.
/// </summary>
/// <example><code>
/// func "Count" (ptr.context) i32 {
/// bb0:
///   %0 = param 0 : ptr.context
///   %1 = load %0 off=8 width=4 : i32
///   %2 = const 5 : i32
///   %3 = ltu %1, %2 : i32
///   branch %3 bb1 bb2
/// ...
/// }
/// </code></example>
public static class IrPrinter
{
    /// <summary>The text of one function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="locations">True to write where in the source each value comes from.</param>
    public static string Print(Function function, bool locations = false)
    {
        StringBuilder text = new();
        Dictionary<BasicBlock, int> blocks = [];
        Dictionary<Value, int> values = [];
        foreach (BasicBlock block in function.Blocks)
        {
            blocks.Add(block, blocks.Count);
            foreach (Value value in block.Values)
            {
                if (value.Type.Kind != IrKind.Void)
                    values.Add(value, values.Count);
            }
        }

        text.Append("func ").Append(Quote(function.Name)).Append(" (").Append(string.Join(", ", function.Parameters)).Append(") ").Append(function.ReturnType);
        if (function.Program is { } program)
            text.Append(" program ").Append(program.Type).Append(' ').Append(program.AttachType).Append(' ').Append(Quote(program.Section)).Append(' ').Append(program.Flags.ToString(CultureInfo.InvariantCulture));
        if (function.Global is { } global)
            text.Append(" global").Append(string.Concat(global.NeverNull.Select(i => " " + i.ToString(CultureInfo.InvariantCulture))));
        text.Append(" {\n");
        foreach (BasicBlock block in function.Blocks)
        {
            text.Append("bb").Append(blocks[block]).Append(':');
            for (int i = 0; i < block.Predecessors.Count; i++)
                text.Append(i == 0 ? " <- bb" : ", bb").Append(blocks.TryGetValue(block.Predecessors[i], out int p) ? p : -1);
            text.Append('\n');
            foreach (Value value in block.Values)
                PrintValue(text, value, values, blocks, locations);
        }

        return text.Append("}\n").ToString();
    }

    internal static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    private static void PrintValue(StringBuilder text, Value value, Dictionary<Value, int> values, Dictionary<BasicBlock, int> blocks, bool locations)
    {
        OpInfo info = value.Op.Info();
        text.Append("  ");
        if (value.Type.Kind != IrKind.Void)
            text.Append('%').Append(values[value]).Append(" = ");
        text.Append(info.Name);
        if (info.Has(Attr.Helper))
            text.Append(' ').Append(value.Helper);
        if (info.Has(Attr.Atomic))
            text.Append(' ').Append(value.Atomic);
        if (info.Has(Attr.Fault))
            text.Append(' ').Append(value.Fault);
        if (info.Has(Attr.Symbol) && value.Symbol is not null)
            text.Append(' ').Append(Quote(value.Symbol));
        if (info.Has(Attr.Number))
            text.Append(' ').Append(value.Constant.ToString(CultureInfo.InvariantCulture));
        for (int i = 0; i < value.Operands.Count; i++)
            text.Append(i == 0 ? " %" : ", %").Append(values.TryGetValue(value.Operands[i], out int v) ? v : -1);
        foreach (BasicBlock target in value.Targets)
            text.Append(" bb").Append(blocks.TryGetValue(target, out int b) ? b : -1);
        if (info.Has(Attr.Offset) && value.Constant != 0)
            text.Append(" off=").Append(value.Constant.ToString(CultureInfo.InvariantCulture));
        if (info.Has(Attr.Width))
            text.Append(" width=").Append(value.Width);
        if (info.Has(Attr.Length))
            text.Append(" len=").Append(value.Length);
        if (info.Has(Attr.Signed) && value.Signed)
            text.Append(" signed");
        if (value.IsVolatile)
            text.Append(" volatile");
        if (value.Range is { } range)
            text.Append(" range=").Append(range.ToString());
        if (value.Type.Kind != IrKind.Void)
            text.Append(" : ").Append(value.Type);
        if (locations)
            PrintLocation(text, value.Location);
        text.Append('\n');
    }

    private static void PrintLocation(StringBuilder text, SourceLocation? location)
    {
        for (string mark = " @ "; location is not null; location = location.InlinedAt, mark = " <- ")
        {
            SourceSpan s = location.Span;
            text.Append(mark).Append(Quote(s.Path)).Append(' ')
                .Append(s.StartLine).Append(':').Append(s.StartColumn).Append('-').Append(s.EndLine).Append(':').Append(s.EndColumn)
                .Append(' ').Append(Quote(location.Method));
        }
    }
}

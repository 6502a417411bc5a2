using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Messages for the trace pipe and for buffers: how they are put together. What becomes of them is in <see cref="TracePrinter"/>.</summary>
internal static partial class IntrinsicTable
{
    private static void AddTrace()
    {
        const string Handler = "M:Bpf.TraceInterpolatedStringHandler.";
        const string Append = Handler + "AppendFormatted";
        Row("M:Bpf.Trace.Print(Bpf.TraceInterpolatedStringHandler@)", c => TracePrinter.Print(c, c.Trace(0)));
        Row("M:Bpf.Trace.Print(System.String)", c =>
        {
            if (c.Text(0) is not { } text) throw c.Lowering.Report(RuleIds.String, c.ArgumentOf(0), "'" + ConstructNames.Shortened(c.ArgumentOf(0).Syntax) + "'");
            TraceMessage message = new();
            AddText(c, message, text);
            return TracePrinter.Print(c, message);
        });
        Row("M:Bpf.Utf8Text.TryFormat``1(``0@,Bpf.TraceInterpolatedStringHandler@)", TracePrinter.Format);
        Row(Handler + "AppendLiteral(System.String)", AppendLiteral);
        Row(Append + "``1(``0)", c => AppendInteger(c, "", 0));
        Row(Append + "``1(``0,System.String)", c => AppendInteger(c, c.Text(1) ?? "", 0));
        Row(Append + "``1(``0,System.Int32)", c => AppendInteger(c, "", Alignment(c)));
        Row(Append + "``1(``0,System.Int32,System.String)", c => AppendInteger(c, c.Text(2) ?? "", Alignment(c)));
        foreach (string text in new[] { "Comm", "PathBuffer" })
        {
            Row($"{Append}(Bpf.{text}@)", c => AppendMemory(c, "%pks", isString: true));
            Row($"{Append}(Bpf.{text}@,System.Int32)", c => AppendMemory(c, "%" + TraceFormats.Width(Alignment(c)) + "s", isString: true, isRecent: true));
        }

        Row(Append + "(Bpf.UInt16BE)", c => AppendBigEndian(c, new(2, false), ""));
        Row(Append + "(Bpf.UInt16BE,System.String)", c => AppendBigEndian(c, new(2, false), c.Text(1) ?? ""));
        Row(Append + "(Bpf.UInt32BE)", c => AppendBigEndian(c, new(4, false), ""));
        Row(Append + "(Bpf.UInt32BE,System.String)", c => c.Text(1) == "ip"
            ? AppendMemory(c, "%pI4", isString: false, isRecent: true)
            : AppendBigEndian(c, new(4, false), c.Text(1) ?? ""));
        Row(Append + "(Bpf.Ipv6Address@)", c => AppendMemory(c, "%pI6", isString: false, isRecent: true));
        Row(Append + "(Bpf.MacAddress@)", AppendMac);
        foreach ((string pointer, string conversion) in new[] { ("KernelPtr", "%pks"), ("UserPtr", "%pus") })
        {
            Row($"{Append}``1(Bpf.{pointer}{{``0}})", c => Add(c, new("0x", null), new("%llx", c.Value(0))));
            Row($"{Append}(Bpf.{pointer}{{System.Byte}},System.String)", c => c.Text(1) == "s"
                ? Add(c, new TracePart(conversion, c.Value(0)) { IsString = true })
                : throw Refused(c, "an address has the format 's', the text there, or none"));
        }
    }

    private static Operand AppendLiteral(IntrinsicCall c)
    {
        AddText(c, Message(c), c.Text(0) ?? throw c.Lowering.Unsupported(c.Operation));
        return Operand.Nothing;
    }

    private static void AddText(IntrinsicCall c, TraceMessage message, string text)
    {
        if (text.Any(ch => ch is not ('\n' or '\t') and (< ' ' or > '~'))) throw Refused(c, "the kernel takes printable ASCII only");
        if (text.Length > 0 && char.IsLetterOrDigit(text[0]) && message.Parts is [.., { IsString: true }])
            throw Refused(c, "the kernel wants a space or punctuation behind text");
        message.Parts.Add(new TracePart(text.Replace("%", "%%")));
    }

    private static Operand AppendInteger(IntrinsicCall c, string format, int alignment)
    {
        Value value = c.Value(0);
        ITypeSymbol type = c.Method.Parameters[0].Type;
        if (type.SpecialType == SpecialType.System_Char) throw Refused(c, "a char has no number format");
        if (Scalar.Of(type) is not { } scalar) throw c.Lowering.Unsupported(c.Operation);
        TraceFormats conversion = TraceFormats.OfInteger(scalar, format, alignment, out string problem) ?? throw Refused(c, problem);
        if (conversion.IsHex) value = Numbers.Fit(c.B, value, scalar with { Signed = false });
        Value argument = scalar.Is64 ? value : scalar.Signed ? c.B.SExt(value) : c.B.ZExt(value);
        return Add(c, new TracePart(conversion.Text, argument) { IsRecent = conversion.IsRecent });
    }

    private static Operand AppendBigEndian(IntrinsicCall c, Scalar scalar, string format)
    {
        Value value = c.B.ZExt(c.B.ByteSwap(c.Value(0), scalar.Width));
        TraceFormats conversion = TraceFormats.OfInteger(scalar, format, 0, out string problem) ?? throw Refused(c, problem);
        return Add(c, new TracePart(conversion.Text, value) { IsRecent = conversion.IsRecent });
    }

    private static Operand AppendMac(IntrinsicCall c)
    {
        Place address = c.Lowering.Near(c.Place(0), c.Operation);
        for (int i = 0; i < c.LayoutOf(address.Type).Size; i++)
        {
            if (i > 0) Add(c, new TracePart(":"));
            Add(c, new TracePart("%02x", c.B.Load(IrType.I64, address.Address, address.Offset + i, 1)) { IsRecent = true });
        }

        return Operand.Nothing;
    }

    /// <summary>A conversion whose argument is the address of bytes: those that the variable has now.</summary>
    private static Operand AppendMemory(IntrinsicCall c, string conversion, bool isString, bool isRecent = false)
    {
        Place place = c.Lowering.Near(c.Place(0), c.Operation);
        Value address = c.Lowering.AddressOf(place);
        Place copy = c.Lowering.Temporary(place.Type, c.Operation, null);
        return Add(c, new TracePart(conversion, copy.Address)
        {
            IsString = isString,
            IsRecent = isRecent,
            Copy = c.B.Copy(copy.Address, address, c.LayoutOf(place.Type).Size),
            Original = HelperCalls.IsTaken(address) ? address : null,
        });
    }

    private static Operand Add(IntrinsicCall c, params TracePart[] parts)
    {
        Message(c).Parts.AddRange(parts);
        return Operand.Nothing;
    }

    private static TraceMessage Message(IntrinsicCall c) => c.Lowering.Lower(c.Instance!).Trace ?? throw c.Lowering.Unsupported(c.Operation);

    private static int Alignment(IntrinsicCall c) => c.Value(1) is { Op: IrOp.Const, Constant: var width } ? (int)width : throw c.Lowering.Unsupported(c.Operation);

    private static LoweringException Refused(IntrinsicCall c, string why) => c.Lowering.Report(RuleIds.TraceFormat, c.Operation, why);
}

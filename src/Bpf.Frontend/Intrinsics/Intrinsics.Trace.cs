using System.Globalization;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Trace.Print. Formats: <c>bpf_bprintf_prepare</c>, kernel/bpf/helpers.c.</summary>
internal static partial class IntrinsicTable
{
    private const int MaxTraceArguments = 3;

    private static void AddTrace()
    {
        const string Handler = "M:Bpf.TraceInterpolatedStringHandler.";
        Row("M:Bpf.Trace.Print(Bpf.TraceInterpolatedStringHandler@)", Print);
        Row(Handler + "AppendLiteral(System.String)", c =>
        {
            string text = c.Text(0) ?? throw c.Lowering.Unsupported(c.Operation);
            if (text.Any(ch => ch is not ('\n' or '\t') and (< ' ' or > '~')))
                throw c.Lowering.Report(RuleIds.TraceFormat, c.Operation, "the kernel takes printable ASCII only");
            Message(c).Format.Append(text.Replace("%", "%%"));
            return Operand.Nothing;
        });
        Row(Handler + "AppendFormatted``1(``0)", c => Append(c, ""));
        Row(Handler + "AppendFormatted``1(``0,System.String)", c => Append(c, c.Text(1) ?? ""));
    }

    private static TraceMessage Message(IntrinsicCall c) =>
        c.Lowering.Lower(c.Instance!).Trace ?? throw c.Lowering.Unsupported(c.Operation);

    private static Operand Append(IntrinsicCall c, string format)
    {
        TraceMessage message = Message(c);
        Value value = c.Value(0);
        if (Scalar.Of(c.Method.Parameters[0].Type) is not { } scalar) throw c.Lowering.Unsupported(c.Operation);
        if (c.Method.Parameters[0].Type.SpecialType is Microsoft.CodeAnalysis.SpecialType.System_Boolean or Microsoft.CodeAnalysis.SpecialType.System_Char)
            throw c.Lowering.Report(RuleIds.TraceFormat, c.Operation, "a bool or char has no number format");
        string size = scalar.Is64 ? "ll" : "";
        switch (format)
        {
            case "":
                message.Format.Append('%').Append(size).Append(scalar.Signed ? 'd' : 'u');
                break;
            case "x":
                message.Format.Append('%').Append(size).Append('x');
                value = Numbers.Fit(c.B, value, scalar with { Signed = false });
                break;
            default:
                throw c.Lowering.Report(RuleIds.TraceFormat, c.Operation, "the kernel has no format '" + format + "'");
        }

        if (message.Arguments.Count == MaxTraceArguments)
            throw c.Lowering.Report(RuleIds.TraceFormat, c.Operation, "it has more than " + MaxTraceArguments.ToString(CultureInfo.InvariantCulture) + " values");
        message.Arguments.Add(scalar.Is64 ? value : scalar.Signed ? c.B.SExt(value) : c.B.ZExt(value));
        return Operand.Nothing;
    }

    private static Operand Print(IntrinsicCall c)
    {
        TraceMessage message = c.Trace(0);
        int offset = c.Lowering.Context.TextOffset(message.Format.ToString(), out int length);
        Value[] arguments = [c.B.GlobalAddress(".rodata", offset), c.B.I64(length), .. message.Arguments];
        c.B.CallHelper(HelperId.TracePrintk, IrType.I64, arguments);
        return Operand.Nothing;
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Generators.Diagnostics;
using Bpf.Generators.Pipeline;
using Bpf.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bpf.Generators.Analyzers;

/// <summary>
/// Compares <c>[TracepointContext]</c> structs with the records of the kernels named: a struct whose fields the build can't declare (BPF0335), and
/// a field with an offset of its own where a kernel has another one (BPF0336).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TracepointContextAnalyzer : DiagnosticAnalyzer
{
    private const string KernelType = "Bpf.KernelTypeAttribute";
    private const string FieldOffset = "System.Runtime.InteropServices.FieldOffsetAttribute";
    private const int CommonBytes = 8;
    private const int ArgumentSize = 8;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.Of(Rules.TracepointUnknown), Descriptors.Of(Rules.RecordField)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        ImmutableArray<(string Category, string Name)> names = TracepointContexts.NamesOf(type);
        if (names.IsEmpty)
            return;
        if (TracepointContexts.FormatOf(type) is not { } format)
        {
            if (TracepointContexts.LeavesFieldsOut(type))
                context.ReportDiagnostic(Descriptors.Report(Rules.TracepointUnknown, type.Locations[0], type.Name, names[0].Category + "/" + names[0].Name));
            return;
        }

        // A record of the kernel's types is found by its names.
        if (type.GetAttributes().Any(static attribute => attribute.AttributeClass?.ToDisplayString() == KernelType)
            || !KernelProfiles.TryParse(BuildOptions.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions).Kernels, out ImmutableArray<KernelProfile> kernels, out _))
            return;
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic))
        {
            if (OffsetOf(field) is not (>= CommonBytes and var offset))
                continue;
            foreach (KernelProfile kernel in kernels.Where(kernel => format.Kernels.Contains(kernel.Alias)))
            {
                if (Problem(format, kernel, field, offset) is not { } problem)
                    continue;
                context.ReportDiagnostic(Descriptors.Report(Rules.RecordField, field.Locations[0], type.Name + "." + field.Name, format.Name, kernel.Alias, problem));
                break;
            }
        }
    }

    private static int? OffsetOf(IFieldSymbol field) => field.GetAttributes()
        .FirstOrDefault(static attribute => attribute.AttributeClass?.ToDisplayString() == FieldOffset)?.ConstructorArguments is [{ Value: int offset }] ? offset : null;

    /// <summary>What is wrong with a field at an offset; null where the record has a field there, and none of the same name elsewhere.</summary>
    private static string? Problem(TracepointFormat format, KernelProfile kernel, IFieldSymbol field, int offset)
    {
        List<Range> theirs = [.. FieldsOf(format, kernel)];
        foreach (Range named in theirs.Where(row => Same(row.Name, field.Name) && row.Start != offset))
            return $"'{named.Name}' is at {named.Start}";
        bool isKnown = theirs.Exists(row => row.Start <= offset && offset < row.End) || theirs.TrueForAll(row => row.End <= offset);
        return isKnown ? null : $"there is no field at {offset}";
    }

    private static bool Same(string kernelName, string name) => string.Equals(kernelName.Replace("_", ""), name.Replace("_", ""), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Range> FieldsOf(TracepointFormat format, KernelProfile kernel)
    {
        if (format.Structs.IsEmpty)
            return format.Fields.Select(static field => new Range(field.Name, field.Offset, field.Offset + ArgumentSize)).Append(new("id", CommonBytes, CommonBytes + ArgumentSize));
        if (kernel.Btf is not { } types || format.Structs.Select(name => types.Find(name, BtfKind.Struct)).FirstOrDefault(static id => id != 0) is not (> 0 and var id))
            return [];
        return Enumerable.Range(0, types[id].Length).Select(types[id].Member)
            .Select(member => new Range(member.Name, member.BitOffset / 8, (member.BitOffset / 8) + types.SizeOf(member.TypeId)));
    }

    /// <summary>Where a field of a record is.</summary>
    /// <param name="Name">The kernel's name.</param>
    /// <param name="Start">Bytes from the record's start.</param>
    /// <param name="End">Those of what follows.</param>
    private sealed record Range(string Name, int Start, int End);
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Bpf.Generators.Emit;
using Bpf.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bpf.Generators.Pipeline;

/// <summary>
/// The <c>[TracepointContext]</c> structs that leave their fields to the build. Programs that read the fields are lowered by the same generator that
/// adds them, so they are added to the compilation that it looks at, too.
/// </summary>
internal static class TracepointContexts
{
    public const string AttributeName = "Bpf.TracepointContextAttribute";

    private const string ShortName = "TracepointContext";

    private static readonly ConditionalWeakTable<SyntaxTree, List<StructDeclarationSyntax>> Known = new();

    /// <summary>The compilation with the fields that are not in it.</summary>
    public static Compilation Complete(Compilation compilation, CancellationToken ct)
    {
        List<SyntaxTree> added = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            foreach (StructDeclarationSyntax declaration in DeclarationsIn(tree, ct))
            {
                if (compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, ct) is { } type && Find(type) is { } context)
                    added.Add(CSharpSyntaxTree.ParseText(context.Text, (CSharpParseOptions)tree.Options, context.FileName, cancellationToken: ct));
            }
        }

        return added.Count == 0 ? compilation : compilation.AddSyntaxTrees(added);
    }

    /// <summary>What the build adds to a struct; null where it has fields, or describes no tracepoint that is known.</summary>
    public static TracepointContextSource? Find(INamedTypeSymbol type) =>
        LeavesFieldsOut(type) && FormatOf(type) is { } format ? TracepointContextWriter.Write(type, format) : null;

    /// <summary>True where a struct leaves its fields to the build.</summary>
    public static bool LeavesFieldsOut(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Struct, IsRefLikeType: false, IsGenericType: false, IsRecord: false }
        && type.DeclaringSyntaxReferences.All(static part => part.GetSyntax() is StructDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        && !type.GetMembers().Any(static member => member is IFieldSymbol { IsStatic: false });

    /// <summary>The tracepoint that a struct describes first; null where none of the kernels has it.</summary>
    public static TracepointFormat? FormatOf(INamedTypeSymbol type) => NamesOf(type)
        .Select(static name => TracepointFormats.Find(name.Category, name.Name)).FirstOrDefault(static format => format is not null);

    /// <summary>The tracepoints that a struct describes.</summary>
    public static ImmutableArray<(string Category, string Name)> NamesOf(INamedTypeSymbol type) =>
    [
        .. type.GetAttributes()
            .Where(static attribute => attribute.AttributeClass?.ToDisplayString() == AttributeName)
            .Select(static attribute => attribute.ConstructorArguments)
            .Where(static arguments => arguments is [{ Value: string }, { Value: string }])
            .Select(static arguments => ((string)arguments[0].Value!, (string)arguments[1].Value!)),
    ];

    private static List<StructDeclarationSyntax> DeclarationsIn(SyntaxTree tree, CancellationToken ct) => Known.TryGetValue(tree, out List<StructDeclarationSyntax>? known)
        ? known : Known.GetValue(tree, _ => Search(tree, ct));

    private static List<StructDeclarationSyntax> Search(SyntaxTree tree, CancellationToken ct) => tree.GetText(ct).ToString().IndexOf(ShortName, StringComparison.Ordinal) < 0 ? [] :
    [
        .. tree.GetRoot(ct).DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<StructDeclarationSyntax>()
            .Where(static declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword) && declaration.AttributeLists
                .SelectMany(static list => list.Attributes).Any(static attribute => attribute.Name.ToString().Contains(ShortName))),
    ];
}

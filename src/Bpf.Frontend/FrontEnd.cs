using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Intrinsics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Bpf.Frontend.Model;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend;

/// <summary>C# to SSA: the way into this room.</summary>
public static class FrontEnd
{
    /// <summary>How the names of files end that are generated for a class: what is in them is no declaration of the user's.</summary>
    public const string GeneratedFileSuffix = ".Bpf.g.cs";

    /// <summary>Reads the declarations of a <c>[BpfObject]</c> class. No method body is bound: cheap enough for every edit.</summary>
    /// <param name="compilation">The compilation that has it.</param>
    /// <param name="bpfObjectClass">The class.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What could be read; what is wrong is left out, and reported by <see cref="Lower"/>.</returns>
    public static ObjectModel Describe(Compilation compilation, INamedTypeSymbol bpfObjectClass, CancellationToken cancellationToken = default)
    {
        DiagnosticBag diagnostics = new(new SourceMap(compilation));
        return Read(new(compilation, bpfObjectClass, new TypeLayouts(compilation), diagnostics, cancellationToken), bpfObjectClass, diagnostics).Model;
    }

    /// <summary>True for members of the runtime that a program calls and that need a kernel around them, or a world.</summary>
    /// <param name="member">A method or property.</param>
    public static bool IsKernelSide(ISymbol member) =>
        member.ContainingNamespace?.Name == WellKnownNames.Namespace && member.OriginalDefinition.GetDocumentationCommentId() is { } id && IntrinsicTable.Knows(id);

    /// <summary>The path that diagnostics and objects name a file by: its own through <c>PathMap</c>.</summary>
    /// <param name="compilation">The compilation that has the file.</param>
    /// <param name="tree">The file.</param>
    public static string RecordedPath(Compilation compilation, SyntaxTree tree) => new SourceMap(compilation).Mapped(tree.FilePath);

    /// <summary>Lowers every program of a <c>[BpfObject]</c> class.</summary>
    /// <param name="compilation">The compilation that has it; where C# itself has errors in the class, that is all the result says.</param>
    /// <param name="bpfObjectClass">The class.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The module, or the reasons why there is none. An error of the front end itself is a BPF0000 among them, never thrown.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public static LoweringResult Lower(
        Compilation compilation, INamedTypeSymbol bpfObjectClass, CancellationToken cancellationToken = default)
    {
        DiagnosticBag diagnostics = new(new SourceMap(compilation));
        TypeLayouts layouts = new(compilation);
        DeclaredObject declared = Read(new(compilation, bpfObjectClass, layouts, diagnostics, cancellationToken), bpfObjectClass, diagnostics);
        ModuleLowering lowering = new(compilation, declared, layouts, diagnostics, cancellationToken);
        Module? module = null;
        try
        {
            new DeclarationChecks(declared, diagnostics).Run();
            module = lowering.Lower();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            diagnostics.Report(RuleIds.InternalError, bpfObjectClass, e.GetType().Name + ": " + e.Message);
        }

        HashSet<SyntaxTree> touched = [.. bpfObjectClass.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree), .. lowering.TouchedTrees];
        if (CSharpErrors.In(compilation, bpfObjectClass, lowering.Bodies, diagnostics.HasErrors, cancellationToken))
            return new(declared.Model, null, [], [.. touched], [.. lowering.Bodies], HasCSharpErrors: true);
        return new(declared.Model, diagnostics.HasErrors ? null : module, diagnostics.ToImmutable(), [.. touched], [.. lowering.Bodies]);
    }

    /// <summary>Reads declarations; an error of ours is reported, never thrown.</summary>
    private static DeclaredObject Read(ObjectReader reader, INamedTypeSymbol @class, DiagnosticBag diagnostics)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            diagnostics.Report(RuleIds.InternalError, @class, e.GetType().Name + ": " + e.Message);
            return reader.Nothing();
        }
    }
}

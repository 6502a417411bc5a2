using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Bpf.Frontend.Model;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend;

/// <summary>C# to SSA: the way into this room.</summary>
public static class FrontEnd
{
    /// <summary>Reads the declarations of a <c>[BpfObject]</c> class. No method body is bound: cheap enough for every edit.</summary>
    /// <param name="compilation">The compilation that has it.</param>
    /// <param name="bpfObjectClass">The class.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What could be read; what is wrong is left out, and reported by <see cref="Lower"/>.</returns>
    public static ObjectModel Describe(Compilation compilation, INamedTypeSymbol bpfObjectClass, CancellationToken cancellationToken = default)
    {
        DiagnosticBag diagnostics = new(new SourceMap(compilation));
        return new ObjectReader(compilation, bpfObjectClass, new TypeLayouts(compilation), diagnostics, cancellationToken).Read().Model;
    }

    /// <summary>The path that diagnostics and objects name a file by: its own through <c>PathMap</c>.</summary>
    /// <param name="compilation">The compilation that has the file.</param>
    /// <param name="tree">The file.</param>
    public static string RecordedPath(Compilation compilation, SyntaxTree tree) => new SourceMap(compilation).Mapped(tree.FilePath);

    /// <summary>Lowers every program of a <c>[BpfObject]</c> class.</summary>
    /// <param name="compilation">The compilation that has it; where C# itself has errors in the class, that is all the result says.</param>
    /// <param name="bpfObjectClass">The class.</param>
    /// <param name="options">What lowering depends on beside the source.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The module, or the reasons why there is none. An error of the front end itself is a BPF0000 among them, never thrown.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public static LoweringResult Lower(
        Compilation compilation, INamedTypeSymbol bpfObjectClass, FrontEndOptions options, CancellationToken cancellationToken = default)
    {
        DiagnosticBag diagnostics = new(new SourceMap(compilation));
        DeclaredObject? declared = null;
        ModuleLowering? lowering = null;
        Module? module = null;
        try
        {
            TypeLayouts layouts = new(compilation);
            declared = new ObjectReader(compilation, bpfObjectClass, layouts, diagnostics, cancellationToken).Read();
            lowering = new(compilation, declared, layouts, diagnostics, options, cancellationToken);
            module = lowering.Lower();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            diagnostics.Report(RuleIds.InternalError, bpfObjectClass, e.GetType().Name + ": " + e.Message);
        }

        HashSet<SyntaxTree> touched = [.. bpfObjectClass.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree), .. lowering?.TouchedTrees ?? []];
        if (CSharpErrors.In(compilation, bpfObjectClass, lowering?.Bodies ?? [], diagnostics.HasErrors, cancellationToken))
            return new(declared?.Model, null, [], [.. touched], HasCSharpErrors: true);
        return new(declared?.Model, diagnostics.HasErrors ? null : module, diagnostics.ToImmutable(), [.. touched]);
    }
}

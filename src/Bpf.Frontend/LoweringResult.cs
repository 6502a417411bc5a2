using System.Collections.Immutable;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Frontend.Model;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend;

/// <summary>What became of a <c>[BpfObject]</c> class.</summary>
/// <param name="Model">Its declarations; there even where a body has errors.</param>
/// <param name="Module">Its programs in SSA form; null where a diagnostic is an error.</param>
/// <param name="Diagnostics">Errors and warnings, in source order.</param>
/// <param name="TouchedTrees">The files that the class is declared in and that bodies were read in; of all others only declarations were.</param>
/// <param name="Bodies">The methods and accessors whose bodies were read.</param>
/// <param name="HasCSharpErrors">True where C# itself has errors in them: then nothing is said here, and there is no module.</param>
public sealed record LoweringResult(
    ObjectModel Model, Module? Module, ImmutableArray<BpfDiagnostic> Diagnostics, ImmutableArray<SyntaxTree> TouchedTrees,
    ImmutableArray<SyntaxNode> Bodies,
    bool HasCSharpErrors = false);

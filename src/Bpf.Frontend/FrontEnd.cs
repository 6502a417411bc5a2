using System.Threading;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
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
    /// <returns>What could be read; what is wrong is left out, and reported by <c>Lower</c>.</returns>
    public static ObjectModel Describe(Compilation compilation, INamedTypeSymbol bpfObjectClass, CancellationToken cancellationToken = default)
    {
        DiagnosticBag diagnostics = new(new SourceMap(compilation));
        return new ObjectReader(compilation, bpfObjectClass, new TypeLayouts(compilation), diagnostics, cancellationToken).Read().Model;
    }
}

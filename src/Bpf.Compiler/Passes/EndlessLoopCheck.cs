using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;

namespace Bpf.Compiler.Passes;

/// <summary>Reports loops that nothing leaves: every kernel refuses them, and none says which C# it was.</summary>
internal static class EndlessLoopCheck
{
    /// <summary>At most one diagnostic: loops behind an endless one are never reached.</summary>
    public static IEnumerable<BpfDiagnostic> Run(Function function)
    {
        HashSet<BasicBlock> ending = [.. function.Blocks.Where(block => !block.Successors.Any())];
        bool grew = true;
        while (grew)
        {
            grew = false;
            foreach (BasicBlock block in function.Blocks)
                grew |= block.Successors.Any(ending.Contains) && ending.Add(block);
        }

        if (function.Blocks.FirstOrDefault(block => !ending.Contains(block) && Reaches(block, block)) is { } loop)
            yield return new BpfDiagnostic(Rules.UnboundedLoop, PlaceOf(loop) ?? function.Location, []);
    }

    private static bool Reaches(BasicBlock from, BasicBlock to)
    {
        HashSet<BasicBlock> seen = [];
        Stack<BasicBlock> open = new(from.Successors);
        while (open.Count > 0)
        {
            BasicBlock block = open.Pop();
            if (block == to)
                return true;
            if (!seen.Add(block))
                continue;
            foreach (BasicBlock successor in block.Successors)
                open.Push(successor);
        }

        return false;
    }

    private static SourceLocation? PlaceOf(BasicBlock block) => block.Values.Select(value => value.Location)
        .Append(block.Terminator?.Location)
        .FirstOrDefault(location => location is { Span.IsKnown: true });
}

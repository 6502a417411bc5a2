using System.Collections.Generic;
using Microsoft.CodeAnalysis.FlowAnalysis;
using CfgBlock = Microsoft.CodeAnalysis.FlowAnalysis.BasicBlock;
using IrBlock = Bpf.Compiler.Ir.BasicBlock;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// <c>finally</c>, and the Dispose of <c>using</c>: nothing throws here, so it is code that stands on every way out. Each way gets its own.
/// </summary>
internal sealed partial class MethodLowering
{
    private IrBlock? _behindFinally;

    /// <summary>Runs what has to run between a branch and its destination.</summary>
    private void RunFinally(IEnumerable<ControlFlowRegion> regions)
    {
        foreach (ControlFlowRegion region in regions)
            RunFinally(region);
    }

    private void RunFinally(ControlFlowRegion region)
    {
        if (CleansUpEnumeration(region)) return;
        (Dictionary<CfgBlock, IrBlock> blocks, CfgBlock? current, IrBlock? behind) = (_blocks, _current, _behindFinally);
        Core.Explain.SourceLocation? location = B.Location;
        (_blocks, _behindFinally) = ([], B.AddBlock());
        LowerFrom(_graph!.Blocks[region.FirstBlockOrdinal]);
        B.PositionAt(_behindFinally);
        (_blocks, _current, _behindFinally) = (blocks, current, behind);
        B.Location = location;
    }

    /// <summary>Before the program is left by a fault: what C# would run on its way out of all the methods at work.</summary>
    private void RunFinallyOfAll()
    {
        for (MethodLowering? activation = this; activation is not null && activation.B == B; activation = activation._caller)
        {
            // The root of a lambda's or local function's graph lies in a region of the graph around it: that one is of another activation.
            for (ControlFlowRegion? region = activation._current?.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
            {
                if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndFinally } both }) continue;
                CfgBlock? at = activation._current;
                activation._current = activation._graph!.Blocks[both.FirstBlockOrdinal];
                activation.RunFinally(both.NestedRegions[1]);
                activation._current = at;
            }
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using CfgBlock = Microsoft.CodeAnalysis.FlowAnalysis.BasicBlock;
using IrBlock = Bpf.Compiler.Ir.BasicBlock;

namespace Bpf.Frontend.Lowering;

/// <summary>Control flow: Roslyn's graph, block by block.</summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<CfgBlock, IrBlock> _blocks = [];

    /// <summary>Lowers the body at the builder's place. Afterwards an inlined method's builder stands behind it.</summary>
    private void LowerBody()
    {
        _graph ??= GraphOf(_method) ?? throw new LoweringException();
        _captures = CaptureUses.Of(_graph);
        List<CfgBlock> order = ReversePostorder(_graph);
        CfgBlock entry = _graph.Blocks[0];
        IrBlock first = B.AddBlock();
        B.Jump(first);
        _blocks[entry] = first;

        HashSet<CfgBlock> done = [];
        bool progress = true;
        while (progress)
        {
            progress = false;
            foreach (CfgBlock block in order)
            {
                if (!_blocks.TryGetValue(block, out IrBlock? target) || !done.Add(block)) continue;
                _context.Cancellation.ThrowIfCancellationRequested();
                progress = true;
                B.PositionAt(target);
                LowerBlock(block);
            }
        }

        if (_exit is not null) B.PositionAt(_exit);
        else if (_caller is not null) B.PositionAt(B.AddBlock()); // it never returns: what follows is not reached
    }

    private void LowerBlock(CfgBlock block)
    {
        foreach (IOperation operation in block.Operations)
        {
            try
            {
                B.Location = LocationOf(operation);
                Statement(operation);
            }
            catch (LoweringException)
            {
                // Reported. The statements after it are lowered for their own diagnostics; no object is made.
            }
        }

        try
        {
            Terminate(block);
        }
        catch (LoweringException)
        {
            if (!B.IsTerminated) B.Unreachable();
            MarkSuccessors(block);
        }
    }

    private void Terminate(CfgBlock block)
    {
        if (block.BranchValue is { } at) B.Location = LocationOf(at);
        if (block.ConditionKind != ControlFlowConditionKind.None)
        {
            Value condition = ValueOf(block.BranchValue!);
            ControlFlowBranch whenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue
                ? block.ConditionalSuccessor! : block.FallThroughSuccessor!;
            ControlFlowBranch whenFalse = ReferenceEquals(whenTrue, block.ConditionalSuccessor)
                ? block.FallThroughSuccessor! : block.ConditionalSuccessor!;
            if (condition.Op == IrOp.Const) Follow(condition.Constant != 0 ? whenTrue : whenFalse, null);
            else B.Branch(condition, TargetOf(whenTrue), TargetOf(whenFalse));
            return;
        }

        if (block.FallThroughSuccessor is { } next) Follow(next, block.BranchValue);
        else if (!B.IsTerminated) B.Unreachable();
    }

    private void Follow(ControlFlowBranch branch, IOperation? value)
    {
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Regular when branch.Destination!.Kind != BasicBlockKind.Exit:
                B.Jump(TargetOf(branch));
                break;
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return:
                ReturnFrom(value);
                break;
            case ControlFlowBranchSemantics.Throw when value is { IsImplicit: true }:
                Fault(FaultKind.SwitchExpression);
                break;
            default:
                throw Report(RuleIds.Exception, value ?? _graph!.OriginalOperation, "'throw'");
        }
    }

    /// <summary>A branch's target. Leaving the method or failing gets a block of its own.</summary>
    private IrBlock TargetOf(ControlFlowBranch branch)
    {
        if (branch.Semantics == ControlFlowBranchSemantics.Regular && branch.Destination is { Kind: not BasicBlockKind.Exit } destination)
        {
            if (!_blocks.TryGetValue(destination, out IrBlock? target)) _blocks.Add(destination, target = B.AddBlock());
            return target;
        }

        IrBlock here = B.Block;
        IrBlock apart = B.AddBlock();
        B.PositionAt(apart);
        Follow(branch, null);
        B.PositionAt(here);
        return apart;
    }

    private void MarkSuccessors(CfgBlock block)
    {
        foreach (ControlFlowBranch? branch in new[] { block.FallThroughSuccessor, block.ConditionalSuccessor })
            if (branch?.Destination is { Kind: not BasicBlockKind.Exit } next && !_blocks.ContainsKey(next)) _blocks.Add(next, B.AddBlock());
    }

    private void ReturnFrom(IOperation? value)
    {
        if (_caller is null && _result is null)
        {
            if (_method.ReturnsVoid) B.Return();
            else B.Return(ValueOf(value!));
            return;
        }

        if (value is not null && !_method.ReturnsVoid)
        {
            if (_method.ReturnsByRef || _method.ReturnsByRefReadonly) StoreReference(_result!, PlaceOf(value), value);
            else Assign(_result!, Lower(value), value);
        }

        if (_caller is null)
        {
            B.Return();
            return;
        }

        _exit ??= B.AddBlock();
        B.Jump(_exit);
    }

    /// <summary>The flow graph of a method's source; null after a report.</summary>
    private ControlFlowGraph? GraphOf(IMethodSymbol method)
    {
        method = (method.PartialImplementationPart ?? method).OriginalDefinition;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            for (MethodLowering? activation = CalledBy; activation is not null; activation = activation.CalledBy)
            {
                if (SymbolEqualityComparer.Default.Equals(activation._method.OriginalDefinition, method.ContainingSymbol.OriginalDefinition))
                {
                    ControlFlowGraph graph = activation._graph!.GetLocalFunctionControlFlowGraph(method, _context.Cancellation);
                    return SubsetScan.Passes(graph.OriginalOperation, this) ? graph : null;
                }
            }
        }

        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(_context.Cancellation);
            SemanticModel model = _context.Compilation.GetSemanticModel(syntax.SyntaxTree);
            _context.TouchedTrees.Add(syntax.SyntaxTree);
            _context.Bodies.Add(syntax);
            SyntaxNode? body = BodyOf(syntax);
            if (body is null || model.GetOperation(body, _context.Cancellation) is not { } operation) continue;
            return SubsetScan.Passes(operation, this) ? ControlFlowGraph.Create(body, model, _context.Cancellation) : null;
        }

        return null;
    }

    /// <summary>The node whose operation is the whole body.</summary>
    private static SyntaxNode? BodyOf(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } => null,
        BaseMethodDeclarationSyntax method => method,
        AccessorDeclarationSyntax { Body: null, ExpressionBody: null } => null,
        AccessorDeclarationSyntax accessor => accessor,
        ArrowExpressionClauseSyntax arrow => arrow,
        PropertyDeclarationSyntax { ExpressionBody: { } arrow } => arrow,
        IndexerDeclarationSyntax { ExpressionBody: { } arrow } => arrow,
        _ => null,
    };

    private static List<CfgBlock> ReversePostorder(ControlFlowGraph graph)
    {
        List<CfgBlock> order = [];
        HashSet<CfgBlock> seen = [];
        Stack<(CfgBlock Block, int Next)> path = new();
        path.Push((graph.Blocks[0], 0));
        seen.Add(graph.Blocks[0]);
        while (path.Count > 0)
        {
            (CfgBlock block, int next) = path.Pop();
            ControlFlowBranch? branch = next == 0 ? block.ConditionalSuccessor : next == 1 ? block.FallThroughSuccessor : null;
            if (next < 2) path.Push((block, next + 1));
            else order.Add(block);
            if (branch?.Destination is { } destination && seen.Add(destination)) path.Push((destination, 0));
        }

        order.Reverse();
        return [.. order.Where(b => b.Kind != BasicBlockKind.Exit)];
    }
}

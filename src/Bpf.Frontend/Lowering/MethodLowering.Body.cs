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
    private Dictionary<CfgBlock, IrBlock> _blocks = [];

    /// <summary>Lowers the body at the builder's place. Afterwards an inlined method's builder stands behind it.</summary>
    private void LowerBody()
    {
        RunInitializers();
        if (_graph is null && IsPrimaryConstructor(_method)) return;
        LowerGraph(_graph ?? GraphOf(_method) ?? throw new LoweringException());
        if (_exit is not null) B.PositionAt(_exit);
        else if (_caller is not null) B.PositionAt(B.AddBlock()); // it never returns: what follows is not reached
    }

    private static bool IsPrimaryConstructor(IMethodSymbol method) => method is { MethodKind: MethodKind.Constructor, IsStatic: false }
        && method.OriginalDefinition.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax);

    private void LowerGraph(ControlFlowGraph graph)
    {
        _graph = graph;
        _captures = CaptureUses.Of(graph);
        LowerFrom(graph.Blocks[0]);
    }

    /// <summary>Lowers a block and all that it leads to.</summary>
    private void LowerFrom(CfgBlock start)
    {
        List<CfgBlock> order = ReversePostorder(start);
        IrBlock first = B.AddBlock();
        B.Jump(first);
        _blocks[start] = first;

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
    }

    private void LowerBlock(CfgBlock block)
    {
        _current = block;
        if (IsLoopHead(block)) AskForRound(block);
        foreach (IOperation operation in block.Operations)
        {
            if (_context.Reported.IsUsedIn(operation))
            {
                _context.Reported.AddTargets(operation);
                continue;
            }

            try
            {
                B.Location = LocationOf(operation);
                Statement(operation);
            }
            catch (LoweringException)
            {
                RequireReported(operation);
                _context.Reported.AddTargets(operation);
                // Reported. The statements after it are lowered for their own diagnostics; no object is made.
            }
        }

        try
        {
            if (block.BranchValue is { } value && _context.Reported.IsUsedIn(value)) throw new LoweringException();
            Terminate(block);
        }
        catch (LoweringException)
        {
            RequireReported(block.BranchValue ?? _graph!.OriginalOperation);
            if (block.BranchValue is { } failed) _context.Reported.AddTargets(failed);
            if (!B.IsTerminated) B.Unreachable();
            MarkSuccessors(block);
        }
    }

    /// <summary>What is given up is reported, whoever gave it up: a program must not be made without one of its statements.</summary>
    private void RequireReported(IOperation operation)
    {
        if (!_context.Diagnostics.HasErrors) Unsupported(operation);
    }

    private void Terminate(CfgBlock block)
    {
        if (block.BranchValue is { } at) B.Location = LocationOf(at);
        else if (EmptyLoop(block) is { } loop)
            B.Location = LocationOf(loop);
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
                RunFinally(branch.FinallyRegions);
                B.Jump(BlockOf(branch.Destination));
                break;
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return:
                ReturnFrom(value, branch);
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling when _behindFinally is not null:
                B.Jump(_behindFinally);
                break;
            case ControlFlowBranchSemantics.Throw when value is { IsImplicit: true }:
                Fault(FaultKind.SwitchExpression);
                break;
            default:
                throw Report(RuleIds.Exception, value ?? _graph!.OriginalOperation, "'throw'");
        }
    }

    private IrBlock BlockOf(CfgBlock block)
    {
        if (!_blocks.TryGetValue(block, out IrBlock? target)) _blocks.Add(block, target = B.AddBlock());
        return target;
    }

    /// <summary>A branch's target. Leaving the method, a try or failing gets a block of its own.</summary>
    private IrBlock TargetOf(ControlFlowBranch branch)
    {
        if (branch is { Semantics: ControlFlowBranchSemantics.Regular, FinallyRegions.IsEmpty: true, Destination: { Kind: not BasicBlockKind.Exit } destination })
            return BlockOf(destination);

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

    /// <summary>Leaves the method: the value is evaluated first, then what the branch has to run on its way.</summary>
    private void ReturnFrom(IOperation? value, ControlFlowBranch branch)
    {
        bool inRegister = _caller is null && _result is null;
        Value? returned = inRegister && !_method.ReturnsVoid ? ValueOf(value!) : null;
        if (!inRegister && value is not null && !_method.ReturnsVoid)
        {
            if (_method.ReturnsByRef || _method.ReturnsByRefReadonly) StoreReference(_result!, PlaceOf(value), value);
            else Assign(_result!, Lower(value), value);
        }

        RunFinally(branch.FinallyRegions);
        if (_caller is null)
        {
            if (returned is null) B.Return(B.Function.ReturnType.Kind == IrKind.Void ? null : B.Const(B.Function.ReturnType, 0));
            else B.Return(_frame.IsGlobal ? InRegister(returned) : returned);
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

    private static List<CfgBlock> ReversePostorder(CfgBlock start)
    {
        List<CfgBlock> order = [];
        HashSet<CfgBlock> seen = [];
        Stack<(CfgBlock Block, int Next)> path = new();
        path.Push((start, 0));
        seen.Add(start);
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

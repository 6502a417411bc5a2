using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Bpf.Compiler.Analyses;

namespace Bpf.Compiler.Ir;

/// <summary>Checks that a function is well formed. Passes run between two of these in tests and debug builds.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>There is an entry block, and it has no predecessors.</item>
/// <item>Each block ends in a terminator and has no other; each value knows the block it stands in, and stands in one place.</item>
/// <item>Phis come first in their block and have one operand of their own type for each predecessor.</item>
/// <item>A block is its successor's predecessor as often as it goes there, and nobody else is.</item>
/// <item>An operation has as many operands and targets as its row in the table of operations says, with the types it says.</item>
/// <item>An operand is defined before: in the same block above, or in a block that dominates (for a phi: that dominates the predecessor).</item>
/// <item>Allocas and parameters stand in the entry block; parameter numbers and types are those of the function.</item>
/// <item>32-bit constants are held sign-extended. Widths are 1, 2, 4 or 8 and fit the type.</item>
/// <item>Returns give what the function returns.</item>
/// </list>
/// Blocks that the entry doesn't reach are checked too, except for dominance.
/// </remarks>
public sealed class IrValidator
{
    private readonly ImmutableArray<string>.Builder _errors = ImmutableArray.CreateBuilder<string>();
    private readonly Function _function;
    private readonly Dictionary<Value, int> _positions = [];
    private Dominators? _dominators;

    private IrValidator(Function function) => _function = function;

    /// <summary>What is wrong with a function: one sentence each; empty for a well-formed one.</summary>
    /// <param name="function">The function.</param>
    public static ImmutableArray<string> Validate(Function function)
    {
        IrValidator validator = new(function);
        validator.Run();
        return validator._errors.ToImmutable();
    }

    /// <summary>Throws where a function is not well formed.</summary>
    /// <param name="function">The function.</param>
    /// <param name="after">What has just run, for the message.</param>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static void Require(Function function, string after)
    {
        ImmutableArray<string> errors = Validate(function);
        if (errors.Length > 0)
            throw new InvalidOperationException($"{function.Name} is malformed after {after}: {string.Join(" ", errors)}\n{IrPrinter.Print(function)}");
    }

    private void Run()
    {
        if (_function.Blocks.Count == 0)
        {
            _errors.Add("There is no entry block.");
            return;
        }

        if (_function.Blocks[0].Predecessors.Count > 0)
            _errors.Add("The entry block has predecessors.");
        foreach (BasicBlock block in _function.Blocks)
        {
            for (int i = 0; i < block.Values.Count; i++)
            {
                if (_positions.ContainsKey(block.Values[i]))
                    Error(block.Values[i], "stands in two places");
                _positions[block.Values[i]] = i;
            }

            if (block.Terminator is null)
                _errors.Add($"{block} has no terminator.");
        }

        if (_errors.Count > 0)
            return;
        CheckEdges();
        if (_errors.Count > 0)
            return;
        _dominators = new Dominators(_function);
        foreach (BasicBlock block in _function.Blocks)
        {
            for (int i = 0; i < block.Values.Count; i++)
                Check(block, block.Values[i], i);
        }
    }

    private void CheckEdges()
    {
        HashSet<BasicBlock> blocks = [.. _function.Blocks];
        Dictionary<(BasicBlock From, BasicBlock To), int> edges = [];
        foreach (BasicBlock block in _function.Blocks)
        {
            foreach (BasicBlock successor in block.Successors)
            {
                if (!blocks.Contains(successor))
                    _errors.Add($"{block} goes to {successor}, which is not in the function.");
                edges.TryGetValue((block, successor), out int n);
                edges[(block, successor)] = n + 1;
            }
        }

        foreach (BasicBlock block in _function.Blocks)
        {
            foreach (BasicBlock predecessor in block.Predecessors)
            {
                edges.TryGetValue((predecessor, block), out int n);
                edges[(predecessor, block)] = n - 1;
            }
        }

        foreach (KeyValuePair<(BasicBlock From, BasicBlock To), int> edge in edges)
        {
            if (edge.Value != 0)
                _errors.Add($"{edge.Key.To} has {edge.Key.From} as a predecessor {(edge.Value > 0 ? "too seldom" : "too often")}.");
        }
    }

    private void Check(BasicBlock block, Value value, int position)
    {
        OpInfo info = value.Op.Info();
        if (value.Block != block)
            Error(value, $"doesn't know that it stands in {block}");
        if (value.IsTerminator != (position == block.Values.Count - 1))
            Error(value, "is a terminator in the middle, or ends its block without being one");
        if (value.Operands.Count < info.MinOperands || value.Operands.Count > info.MaxOperands)
            Error(value, $"has {value.Operands.Count} operands");
        if (value.Targets.Length != info.Targets)
            Error(value, $"goes to {value.Targets.Length} blocks");
        if (value.Op is IrOp.Alloca or IrOp.Param && block != _function.Blocks[0])
            Error(value, "belongs in the entry block");
        if (value.Op == IrOp.Phi)
            CheckPhi(block, value, position);
        foreach (Value operand in value.Operands)
        {
            if (operand.Type.Kind == IrKind.Void)
                Error(value, $"has the operand {operand}, which yields nothing");
            else if (!_positions.ContainsKey(operand))
                Error(value, $"has the operand {operand}, which stands nowhere");
            else if (value.Op != IrOp.Phi && !IsDefinedBefore(operand, block, position))
                Error(value, $"uses {operand} where it isn't defined");
        }

        if (value.Operands.Count >= info.MinOperands && IrTypeRules.Complaint(_function, value) is { } complaint)
            Error(value, complaint);
    }

    private void CheckPhi(BasicBlock block, Value phi, int position)
    {
        if (position > 0 && block.Values[position - 1].Op != IrOp.Phi)
            Error(phi, "is a phi that doesn't stand first");
        if (phi.Operands.Count != block.Predecessors.Count)
        {
            Error(phi, $"has {phi.Operands.Count} operands where {block} has {block.Predecessors.Count} predecessors");
            return;
        }

        for (int i = 0; i < phi.Operands.Count; i++)
        {
            BasicBlock predecessor = block.Predecessors[i];
            if (phi.Operands[i].Type.Kind != phi.Type.Kind)
                Error(phi, $"is of {phi.Type} and merges {phi.Operands[i].Type}");
            if (_positions.ContainsKey(phi.Operands[i]) && !IsDefinedBefore(phi.Operands[i], predecessor, predecessor.Values.Count))
                Error(phi, $"takes {phi.Operands[i]} from {predecessor}, where it isn't defined");
        }
    }

    private bool IsDefinedBefore(Value value, BasicBlock block, int position)
    {
        if (!_dominators!.IsReached(block) || value.Block is null)
            return true;
        return value.Block == block
            ? _positions[value] < position
            : _dominators.IsReached(value.Block) && _dominators.Dominates(value.Block, block);
    }

    private void Error(Value value, string what) => _errors.Add($"{value} ({value.Op.Info().Name}) in {value.Block} {what}.");
}

using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Makes SSA values of allocas that are only loaded and stored whole: phis on the iterated dominance frontier of the stores, where the
/// variable is alive (pruned SSA), then a walk down the dominator tree.
/// </summary>
/// <remarks>Cytron et al., "Efficiently Computing Static Single Assignment Form", TOPLAS 13(4), 1991.</remarks>
internal sealed class Mem2Reg
{
    private readonly Function _function;
    private readonly Dominators _dominators;
    private readonly Dictionary<Value, Variable> _variables;
    private readonly Dictionary<Value, Value> _replacements = [];
    private readonly Dictionary<Value, Variable> _phis = [];

    private Mem2Reg(Function function, Dictionary<Value, Variable> variables)
    {
        _function = function;
        _variables = variables;
        _dominators = new Dominators(function);
    }

    public static bool Run(Function function)
    {
        Dictionary<Value, Variable> variables = Promotable(function);
        if (variables.Count == 0)
            return false;
        UnreachableBlocks.Run(function);
        new Mem2Reg(function, variables).Promote();
        return true;
    }

    /// <summary>An alloca to promote: how wide it is accessed, and as what.</summary>
    private sealed class Variable(Value alloca)
    {
        public Value Alloca { get; } = alloca;

        public IrType Type { get; set; }

        public int Width { get; set; }

        public HashSet<BasicBlock> Stores { get; } = [];

        public HashSet<BasicBlock> LoadedFirst { get; } = [];

        public Value? Undefined { get; set; }
    }

    private static Dictionary<Value, Variable> Promotable(Function function)
    {
        Dictionary<Value, Variable> variables = function.Blocks[0].Values
            .Where(v => v.Op == IrOp.Alloca).ToDictionary(v => v, v => new Variable(v));
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value value in block.Values)
            {
                for (int i = 0; i < value.Operands.Count; i++)
                {
                    Value operand = value.Operands[i];
                    if (variables.TryGetValue(operand, out Variable? variable) && !Accepts(variable, value, i))
                        variables.Remove(operand);
                }
            }
        }

        return variables;
    }

    /// <summary>True for loads and stores of the whole, all of one width and type.</summary>
    private static bool Accepts(Variable variable, Value user, int operand)
    {
        if (operand != 0 || user.IsVolatile || user.Op is not (IrOp.Load or IrOp.Store or IrOp.Zero) || user.Constant != 0)
            return false;
        BasicBlock block = user.Block!;
        if (user.Op == IrOp.Zero)
        {
            variable.Stores.Add(block);
            return user.Length == variable.Alloca.Constant && user.Length is 1 or 2 or 4 or 8;
        }

        if (user.Width != variable.Alloca.Constant)
            return false;
        IrType type = user.Op == IrOp.Load ? user.Type : user.Operands[1].Type;
        if (variable.Width != 0 && variable.Type.Kind != type.Kind)
            return false;
        variable.Width = user.Width;
        variable.Type = type;
        if (user.Op == IrOp.Store)
            variable.Stores.Add(block);
        else if (!variable.Stores.Contains(block))
            variable.LoadedFirst.Add(block);
        return true;
    }

    private void Promote()
    {
        foreach (Variable variable in _variables.Values)
        {
            if (variable.Width == 0)
                variable.Type = variable.Alloca.Constant == 8 ? IrType.I64 : IrType.I32;
        }

        PlacePhis();
        Rename();
        foreach (BasicBlock block in _function.Blocks)
            block.Values.RemoveAll(v => _replacements.ContainsKey(v) || _variables.ContainsKey(v) || IsDead(v));
        Edit.Replace(_function, _replacements);
    }

    private bool IsDead(Value value) => value.Op is IrOp.Store or IrOp.Zero && _variables.ContainsKey(value.Operands[0]);

    private void PlacePhis()
    {
        Dictionary<BasicBlock, HashSet<BasicBlock>> frontiers = _dominators.Frontiers();
        foreach (Variable variable in _variables.Values)
        {
            HashSet<BasicBlock> alive = LiveIn(variable);
            HashSet<BasicBlock> placed = [];
            Stack<BasicBlock> work = new(variable.Stores);
            while (work.Count > 0)
            {
                BasicBlock block = work.Pop();
                if (!_dominators.IsReached(block))
                    continue;
                foreach (BasicBlock frontier in frontiers[block].OrderBy(_dominators.IndexOf))
                {
                    if (!alive.Contains(frontier) || !placed.Add(frontier))
                        continue;
                    Value phi = _function.NewValue(IrOp.Phi, variable.Type, variable.Alloca.Location);
                    phi.Block = frontier;
                    for (int i = 0; i < frontier.Predecessors.Count; i++)
                        phi.Operands.Add(variable.Alloca);
                    frontier.Values.Insert(0, phi);
                    _phis.Add(phi, variable);
                    work.Push(frontier);
                }
            }
        }
    }

    private static HashSet<BasicBlock> LiveIn(Variable variable)
    {
        HashSet<BasicBlock> alive = [.. variable.LoadedFirst];
        Stack<BasicBlock> work = new(alive);
        while (work.Count > 0)
        {
            foreach (BasicBlock predecessor in work.Pop().Predecessors)
            {
                if (!variable.Stores.Contains(predecessor) && alive.Add(predecessor))
                    work.Push(predecessor);
            }
        }

        return alive;
    }

    private void Rename()
    {
        Stack<(BasicBlock Block, Dictionary<Value, Value> Values)> work = new();
        work.Push((_function.Blocks[0], []));
        while (work.Count > 0)
        {
            (BasicBlock block, Dictionary<Value, Value> values) = work.Pop();
            foreach (Value value in block.Values.ToArray())
                Visit(value, values);
            foreach (BasicBlock successor in block.Successors.Distinct())
            {
                for (int i = 0; i < successor.Predecessors.Count; i++)
                {
                    if (successor.Predecessors[i] != block)
                        continue;
                    foreach (Value phi in successor.Values.TakeWhile(v => v.Op == IrOp.Phi))
                    {
                        if (_phis.TryGetValue(phi, out Variable? variable))
                            phi.Operands[i] = Current(variable, values);
                    }
                }
            }

            foreach (BasicBlock child in _dominators.Children(block))
                work.Push((child, new(values)));
        }
    }

    private void Visit(Value value, Dictionary<Value, Value> values)
    {
        if (_phis.TryGetValue(value, out Variable? variable))
            values[variable.Alloca] = value;
        else if (value.Operands.Count == 0 || !_variables.TryGetValue(value.Operands[0], out variable))
            return;
        else if (value.Op == IrOp.Load)
            Load(value, Current(variable, values));
        else if (value.Op == IrOp.Zero)
            values[variable.Alloca] = Constant(variable, value);
        else
            values[variable.Alloca] = value.Operands[1];
    }

    /// <summary>A narrow variable is cut down where it is read, as its memory would have.</summary>
    private void Load(Value load, Value current)
    {
        int whole = load.Type.Kind == IrKind.I32 ? 4 : 8;
        if (load.Width == whole || load.Type.IsPtr)
        {
            _replacements.Add(load, current);
            return;
        }

        load.Op = load.Signed ? IrOp.SExtIn : IrOp.ZExtIn;
        load.Signed = false;
        load.Operands[0] = current;
    }

    private Value Current(Variable variable, Dictionary<Value, Value> values)
    {
        if (values.TryGetValue(variable.Alloca, out Value? current))
            return current;
        // Read before any store: no C# program does, but memory would have given something; it gives 0.
        return variable.Undefined ??= Constant(variable, variable.Alloca);
    }

    private Value Constant(Variable variable, Value before)
    {
        Value zero = Edit.InsertBefore(_function, before, variable.Type.IsPtr ? IrOp.Null : IrOp.Const, variable.Type);
        return zero;
    }
}

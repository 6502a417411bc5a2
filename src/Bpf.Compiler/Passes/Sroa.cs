using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Scalar replacement of aggregates: an alloca whose address goes nowhere, and whose accesses at constant offsets fall into pieces that
/// never overlap in part, becomes one alloca for each piece. Fills and copies of the whole are taken apart along the same lines.
/// </summary>
internal sealed partial class Sroa
{
    private readonly Function _function;
    private readonly Dictionary<Value, (Value Alloca, long Offset)> _addresses = [];
    private readonly Dictionary<Value, List<(long Offset, int Width)>> _pieces = [];
    private readonly Dictionary<(Value Alloca, long Offset), IrType> _pointers = [];

    private Sroa(Function function) => _function = function;

    public static bool Run(Function function)
    {
        bool any = false;
        while (new Sroa(function).SplitAll())
            any = true;
        return any;
    }

    private bool SplitAll()
    {
        foreach (Value value in _function.Blocks[0].Values)
        {
            if (value.Op == IrOp.Alloca)
            {
                _addresses.Add(value, (value, 0));
                _pieces.Add(value, []);
            }
        }

        CollectAddresses();
        foreach (BasicBlock block in _function.Blocks)
        {
            foreach (Value user in block.Values)
                Look(user);
        }

        SharePiecesOfCopies();
        bool changed = false;
        foreach (Value alloca in _pieces.Keys.ToArray())
        {
            if (!IsDisjoint(alloca))
                _pieces.Remove(alloca);
        }

        // A copy has to be taken apart on both sides or can stay whole on neither split one: its other side keeps its address.
        List<Value> candidates = [.. _pieces.Keys.Where(a => _pieces[a].Count > 1 || IsCopiedWhole(a))];
        if (candidates.Count == 0)
            return false;
        Splitter splitter = new(_function, _addresses, _pointers);
        foreach (Value alloca in candidates)
            changed |= splitter.Add(alloca, _pieces[alloca]);
        if (changed)
            splitter.Rewrite();
        return changed;
    }

    private bool IsCopiedWhole(Value alloca) =>
        _pieces[alloca].Count == 1 && _function.Blocks.Any(b => b.Values.Any(v => v.Op == IrOp.Copy && v.Operands.Any(o => Root(o) == alloca)));

    private Value? Root(Value value) => _addresses.TryGetValue(value, out (Value Alloca, long Offset) a) ? a.Alloca : null;

    private void CollectAddresses()
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (BasicBlock block in _function.Blocks)
            {
                foreach (Value value in block.Values)
                {
                    if (value is { Op: IrOp.PtrAdd, Operands.Count: 1 } && !_addresses.ContainsKey(value)
                        && _addresses.TryGetValue(value.Operands[0], out (Value Alloca, long Offset) at))
                    {
                        _addresses.Add(value, (at.Alloca, at.Offset + value.Constant));
                        changed = true;
                    }
                }
            }
        }
    }

    private void Look(Value user)
    {
        for (int i = 0; i < user.Operands.Count; i++)
        {
            if (!_addresses.TryGetValue(user.Operands[i], out (Value Alloca, long Offset) at) || !_pieces.TryGetValue(at.Alloca, out List<(long Offset, int Width)>? pieces))
                continue;
            if (user.Op is IrOp.Load or IrOp.Store && i == 0 && !user.IsVolatile && Contains(at.Alloca, at.Offset + user.Constant, user.Width))
                AddAccess(pieces, user, at.Alloca, at.Offset + user.Constant);
            else if (user.Op == IrOp.Zero && Contains(at.Alloca, at.Offset + user.Constant, user.Length))
                continue;
            else if (user.Op == IrOp.Copy && Contains(at.Alloca, at.Offset, user.Length))
                continue;
            else if (user is { Op: IrOp.PtrAdd, Operands.Count: 1 })
                continue;
            else
                _pieces.Remove(at.Alloca);
        }
    }

    private static bool Contains(Value alloca, long offset, int length) => offset >= 0 && offset + length <= alloca.Constant;

    private void AddAccess(List<(long Offset, int Width)> pieces, Value access, Value alloca, long offset)
    {
        AddPiece(pieces, offset, access.Width);
        IrType type = access.Op == IrOp.Load ? access.Type : access.Operands[1].Type;
        if (type.IsPtr)
            _pointers[(alloca, offset)] = type;
    }

    private static void AddPiece(List<(long Offset, int Width)> pieces, long offset, int width)
    {
        if (!pieces.Contains((offset, width)))
            pieces.Add((offset, width));
    }

    /// <summary>What one side of a copy is accessed by, the other is split by, too; to a fixed point over chains of copies.</summary>
    private void SharePiecesOfCopies()
    {
        List<Value> copies = [.. _function.Blocks.SelectMany(b => b.Values).Where(v => v.Op == IrOp.Copy)];
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (Value copy in copies)
            {
                changed |= Share(copy, copy.Operands[0], copy.Operands[1]);
                changed |= Share(copy, copy.Operands[1], copy.Operands[0]);
            }
        }
    }

    private bool Share(Value copy, Value from, Value to)
    {
        if (!_addresses.TryGetValue(from, out (Value Alloca, long Offset) a) || !_addresses.TryGetValue(to, out (Value Alloca, long Offset) b)
            || !_pieces.TryGetValue(a.Alloca, out List<(long Offset, int Width)>? source) || !_pieces.TryGetValue(b.Alloca, out List<(long Offset, int Width)>? target))
        {
            return false;
        }

        int before = target.Count;
        foreach ((long offset, int width) in source.ToArray())
        {
            if (offset >= a.Offset && offset + width <= a.Offset + copy.Length)
            {
                AddPiece(target, offset - a.Offset + b.Offset, width);
                if (_pointers.TryGetValue((a.Alloca, offset), out IrType pointer))
                    _pointers[(b.Alloca, offset - a.Offset + b.Offset)] = pointer;
            }
        }

        return target.Count != before;
    }

    /// <summary>True where no two pieces overlap in part and no fill or copy cuts one; the gaps become pieces, too.</summary>
    private bool IsDisjoint(Value alloca)
    {
        List<(long Offset, int Width)> pieces = _pieces[alloca];
        if (pieces.Count == 0)
            return false;
        pieces.Sort();
        for (int i = 1; i < pieces.Count; i++)
        {
            if (pieces[i - 1].Offset + pieces[i - 1].Width > pieces[i].Offset)
                return false;
        }

        foreach (Value user in _function.Blocks.SelectMany(b => b.Values))
        {
            if (user.Op is not (IrOp.Zero or IrOp.Copy))
                continue;
            foreach (Value operand in user.Op == IrOp.Zero ? user.Operands.Take(1) : user.Operands)
            {
                if (!_addresses.TryGetValue(operand, out (Value Alloca, long Offset) at) || at.Alloca != alloca)
                    continue;
                long start = at.Offset + (user.Op == IrOp.Zero ? user.Constant : 0), end = start + user.Length;
                if (pieces.Exists(p => p.Offset < end && p.Offset + p.Width > start && (p.Offset < start || p.Offset + p.Width > end)))
                    return false;
            }
        }

        return Math.Max(pieces.Count, 1) <= 64;
    }
}

using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Loops;

/// <summary>Writes the blocks of a round as a function of their own.</summary>
/// <remarks>
/// <para>The block of data that both functions reach: the number of the exit, the values that exits take along, what is captured, the variables that are carried;
/// eight bytes each.</para>
/// <para>Verifiers follow a callback until a round begins as one before did. What a round counts would be another number in each: so a zero is added that they
/// do not know for one.</para>
/// </remarks>
internal sealed class RoundCopy(Function round, List<BasicBlock> blocks, BasicBlock head, RoundInputs inputs, System.Func<FunctionBuilder, Value> unknownZero)
{
    private const int Slot = 8;
    private const int GoOn = 0, Stop = 1;

    private readonly Dictionary<Value, Value> _values = [];
    private readonly Dictionary<Value, int> _parameters = [];
    private readonly Dictionary<BasicBlock, BasicBlock> _blocks = [];
    private readonly FunctionBuilder _b = new(round);
    private readonly List<RoundExit> _exits = [];
    private Value _data = null!;
    private int _left;

    /// <summary>The ways out that aren't the next round.</summary>
    public IReadOnlyList<RoundExit> Exits => _exits;

    /// <summary>True where what is captured is the data itself.</summary>
    private bool IsDirect => _exits.Count == 0 && inputs.Carried.Count == 0 && inputs.Captured is [] or [{ Type: { IsPtr: true, Provenance: Provenance.Stack } }];

    private int FirstInput => _exits.Count == 0 ? 0 : Slot * (1 + _left);

    private int FirstCarried => FirstInput + (Slot * inputs.Captured.Count);

    /// <summary>Says which parameter of the round a value is.</summary>
    public void Bind(Value value, int parameter) => _parameters.Add(value, parameter);

    /// <summary>Makes the function.</summary>
    public void Make()
    {
        FindExits();
        BasicBlock entry = round.AddBlock();
        _b.PositionAt(entry);
        Value[] parameters = [.. round.Parameters.Select((_, i) => _b.Param(i))];
        _data = parameters[parameters.Length - 1];
        foreach (KeyValuePair<Value, int> bound in _parameters)
            _values.Add(bound.Key, parameters[bound.Value]);
        foreach (Value memory in inputs.Own)
            _values.Add(memory, _b.Alloca((int)memory.Constant, memory.Width, memory.Symbol));
        foreach (Value again in (IEnumerable<Value>)[.. inputs.Remade, .. inputs.Zeroed])
            Append(again);
        for (int i = 0; i < inputs.Captured.Count; i++)
            _values.Add(inputs.Captured[i], IsDirect ? _data : Load(_b, _data, FirstInput + (Slot * i), inputs.Captured[i].Type));

        TakeVariables();
        foreach (BasicBlock block in blocks)
            _blocks.Add(block, round.AddBlock());
        _b.Jump(_blocks[blocks[0]]);
        foreach (BasicBlock block in blocks.Skip(1))
            _blocks[block].Predecessors.AddRange(block.Predecessors.Select(p => _blocks[p]));
        foreach (BasicBlock block in blocks)
            Copy(block);
        Connect();
    }

    /// <summary>Hands the round what it captures.</summary>
    /// <param name="b">In front of the call.</param>
    /// <returns>What the helper passes through.</returns>
    public Value StoreInputs(FunctionBuilder b)
    {
        if (IsDirect) return inputs.Captured is [var only] ? only : b.Null(IrType.Ptr(Provenance.Stack));
        Value data = b.Alloca(FirstCarried + (Slot * inputs.Carried.Count), Slot);
        for (int i = 0; i < FirstInput; i += Slot)
            b.Store(data, i, b.I64(0), Slot);
        for (int i = 0; i < inputs.Captured.Count; i++)
            Store(b, data, FirstInput + (Slot * i), inputs.Captured[i]);
        for (int i = 0; i < inputs.Carried.Count; i++)
            Store(b, data, FirstCarried + (Slot * i), inputs.Carried[i].Load(b, inputs.Carried[i].Memory));
        return data;
    }

    /// <summary>Takes back what the round changed.</summary>
    /// <param name="b">Behind the call.</param>
    /// <param name="data">What the helper passed through.</param>
    public void LoadOutputs(FunctionBuilder b, Value data)
    {
        for (int i = 0; i < inputs.Carried.Count; i++)
        {
            CarriedVariable variable = inputs.Carried[i];
            if (variable.IsChanged) variable.Store(b, variable.Memory, Load(b, data, FirstCarried + (Slot * i), variable.Type));
        }
    }

    /// <summary>Where the number of the exit and the variables that a round changes are in the block of data.</summary>
    public IEnumerable<int> Changed
    {
        get
        {
            if (_exits.Count > 0) yield return 0;
            for (int i = 0; i < inputs.Carried.Count; i++)
                if (inputs.Carried[i] is { IsChanged: true, Type.IsPtr: false }) yield return FirstCarried + (Slot * i);
        }
    }

    /// <summary>Reads a value that <see cref="Store"/> wrote.</summary>
    public static Value Load(FunctionBuilder b, Value data, int offset, IrType type) =>
        type.Kind == IrKind.I32 ? b.Trunc(b.Load(IrType.I64, data, offset, Slot)) : b.Load(type, data, offset, Slot);

    private static void Store(FunctionBuilder b, Value data, int offset, Value value) =>
        b.Store(data, offset, value.Type.Kind == IrKind.I32 ? b.ZExt(value) : value, Slot);

    private void TakeVariables()
    {
        Value? zero = null;
        for (int i = 0; i < inputs.Carried.Count; i++)
        {
            CarriedVariable variable = inputs.Carried[i];
            Value own = variable.Own(_b), value = Load(_b, _data, FirstCarried + (Slot * i), variable.Type);
            if (variable.IsChanged && !variable.Type.IsPtr)
            {
                zero ??= unknownZero(_b);
                value = _b.Binary(IrOp.Add, value, variable.Type.Kind == IrKind.I32 ? _b.Trunc(zero) : zero);
            }

            variable.Store(_b, own, value);
            _values.Add(variable.Memory, own);
        }
    }

    private void GiveVariables()
    {
        for (int i = 0; i < inputs.Carried.Count; i++)
        {
            CarriedVariable variable = inputs.Carried[i];
            if (variable.IsChanged) Store(_b, _data, FirstCarried + (Slot * i), variable.Load(_b, _values[variable.Memory]));
        }
    }

    private void FindExits()
    {
        foreach (BasicBlock block in blocks)
        {
            Value end = block.Terminator!;
            if (end.Op == IrOp.Return) AddExit(null, [.. end.Operands]);
            foreach (BasicBlock target in end.Targets.Where(IsExit))
                AddExit(target, RoundExit.PhisOf(block, target));
        }
    }

    private void AddExit(BasicBlock? to, Value[] values)
    {
        int slot = 0;
        int[] places = [.. values.Select(v => v.Op != IrOp.Const && (blocks.Contains(v.Block!) || _parameters.ContainsKey(v)) ? Slot * (1 + slot++) : -1)];
        _left = System.Math.Max(_left, slot);
        _exits.Add(new(_exits.Count + 1, to, values, places));
    }

    private bool IsExit(BasicBlock target) => target != head && !blocks.Contains(target);

    private void Append(Value value)
    {
        Value copy = value.CopyFor(round, []);
        copy.Operands.AddRange(value.Operands.Select(o => _values[o]));
        copy.Block = _b.Block;
        _b.Block.Values.Add(copy);
        _values.Add(value, copy);
    }

    private void Copy(BasicBlock block)
    {
        _b.PositionAt(_blocks[block]);
        foreach (Value value in block.Values)
        {
            if (value.IsTerminator) break;
            Value copy = value.CopyFor(round, []);
            copy.Block = _b.Block;
            _b.Block.Values.Add(copy);
            _values.Add(value, copy);
        }
    }

    /// <summary>Gives the copies their operands, and the blocks their ends.</summary>
    private void Connect()
    {
        Queue<RoundExit> exits = new(_exits);
        foreach (BasicBlock block in blocks)
        {
            foreach (Value value in block.Values.Where(v => !v.IsTerminator))
                _values[value].Operands.AddRange(value.Operands.Select(o => _values[o]));
            Value end = block.Terminator!;
            _b.Location = end.Location;
            _b.PositionAt(_blocks[block]);
            if (end.Op == IrOp.Return)
            {
                Leave(exits.Dequeue());
                continue;
            }

            BasicBlock[] targets = [.. end.Targets.Select(t => IsExit(t) || t == head ? round.AddBlock() : _blocks[t])];
            Value copy = end.CopyFor(round, targets);
            copy.Operands.AddRange(end.Operands.Select(o => _values[o]));
            copy.Block = _b.Block;
            _b.Block.Values.Add(copy);
            for (int i = 0; i < targets.Length; i++)
            {
                if (!IsExit(end.Targets[i]) && end.Targets[i] != head) continue;
                targets[i].Predecessors.Add(_blocks[block]);
                _b.PositionAt(targets[i]);
                if (end.Targets[i] != head)
                {
                    Leave(exits.Dequeue());
                    continue;
                }

                GiveVariables();
                _b.Return(_b.I32(GoOn));
            }
        }
    }

    private void Leave(RoundExit exit)
    {
        for (int i = 0; i < exit.Values.Length; i++)
            if (exit.Places[i] >= 0) Store(_b, _data, exit.Places[i], _values[exit.Values[i]]);
        _b.Store(_data, 0, _b.I64(exit.Number), Slot);
        GiveVariables();
        _b.Return(_b.I32(Stop));
    }
}

using Bpf.Compiler.Ir;
using Bpf.Core.Explain;

namespace Bpf.Compiler.Tests.Support;

/// <summary>
/// Makes random functions that always end and never fault: arithmetic of all kinds on the context's bytes and on locals, branches, bounded
/// loops, and many values alive at the end.
/// </summary>
internal sealed class RandomFunction
{
    private readonly Random _random;
    private readonly FunctionBuilder _b;
    private readonly List<Value> _locals = [];
    private readonly List<Value> _values = [];
    private Value _context = null!;
    private int _line;

    private RandomFunction(int seed)
    {
        _random = new Random(seed);
        _b = new FunctionBuilder(new Function("f", [IrType.Ptr(Provenance.Context)], IrType.I32));
    }

    public static Function Make(int seed, int statements, int pressure)
    {
        RandomFunction made = new(seed);
        made.Build(statements, pressure);
        return made._b.Function;
    }

    private void Build(int statements, int pressure)
    {
        _b.PositionAt(_b.AddBlock());
        _b.Location = new SourceLocation(new SourceSpan("random.cs", 0, 0, 0, 9), "F()");
        _context = _b.Param(0);
        for (int i = 0; i < 4; i++)
        {
            Value local = _b.Alloca(_random.Next(2) == 0 ? 4 : 8, 8, "local" + i);
            _locals.Add(local);
            _b.Store(local, 0, Integer(local.Constant == 8 ? IrType.I64 : IrType.I32), (int)local.Constant);
        }

        Value record = _b.Alloca(24, 8, "record");
        _b.Zero(record, 0, 24);
        _locals.Add(record);
        for (int i = 0; i < pressure; i++)
            _values.Add(_b.Load(IrType.I64, _context, _random.Next(12) * 8, 8));
        Statements(statements, 0);

        // Everything still alive goes into the result.
        Value result = _b.I64(0);
        foreach (Value value in _values)
            result = _b.Binary(IrOp.Xor, _b.Binary(IrOp.Mul, result, _b.I64(31)), Wide(value));
        foreach (Value local in _locals)
            result = _b.Binary(IrOp.Add, result, local.Constant == 4 ? _b.ZExt(_b.Load(IrType.I32, local, 0, 4)) : _b.Load(IrType.I64, local, local.Constant == 24 ? 16 : 0, 8));
        _b.Return(_b.Trunc(_b.Binary(IrOp.Xor, result, _b.Binary(IrOp.ShrU, result, _b.I64(32)))));
    }

    private void Statements(int count, int depth)
    {
        for (int i = 0; i < count; i++)
        {
            _b.Location = new SourceLocation(new SourceSpan("random.cs", _line++, 0, _line, 9), "F()");
            switch (_random.Next(depth < 3 ? 10 : 7))
            {
                case 0 or 1 or 2:
                    _values.Add(Arithmetic());
                    break;
                case 3:
                    Value local = _locals[_random.Next(4)];
                    _b.Store(local, 0, Integer(local.Constant == 8 ? IrType.I64 : IrType.I32), (int)local.Constant);
                    break;
                case 4:
                    int width = 1 << _random.Next(4);
                    _b.Store(_locals[4], _random.Next(24 / width) * width, Integer(IrType.I64), width);
                    break;
                case 5:
                    int read = 1 << _random.Next(4);
                    bool wide = read == 8 || _random.Next(2) == 0;
                    _values.Add(_b.Load(wide ? IrType.I64 : IrType.I32, _random.Next(2) == 0 ? _locals[4] : _context, _random.Next(24 / read) * read, read, _random.Next(2) == 0));
                    break;
                case 6:
                    Value changed = _locals[_random.Next(4)];
                    IrType type = changed.Constant == 8 ? IrType.I64 : IrType.I32;
                    _b.Store(changed, 0, _b.Binary(IrOp.Add, _b.Load(type, changed, 0, (int)changed.Constant), Integer(type)), (int)changed.Constant);
                    break;
                case 7 or 8:
                    If(depth);
                    break;
                default:
                    Loop(depth);
                    break;
            }
        }
    }

    private void If(int depth)
    {
        BasicBlock yes = _b.AddBlock(), no = _b.AddBlock(), join = _b.AddBlock();
        _b.Branch(Condition(), yes, no);
        int known = _values.Count;
        foreach (BasicBlock side in (BasicBlock[])[yes, no])
        {
            _b.PositionAt(side);
            Statements(_random.Next(4), depth + 1);
            _values.RemoveRange(known, _values.Count - known);
            _b.Jump(join);
        }

        _b.PositionAt(join);
    }

    private void Loop(int depth)
    {
        Value counter = _b.Alloca(4, 4, "i");
        _b.Store(counter, 0, _b.I32(0), 4);
        BasicBlock head = _b.AddBlock(), body = _b.AddBlock(), after = _b.AddBlock();
        _b.Jump(head);
        _b.PositionAt(head);
        Value i = _b.Load(IrType.I32, counter, 0, 4);
        _b.Branch(_b.Compare(_random.Next(2) == 0 ? IrOp.LtS : IrOp.LtU, i, _b.I32(_random.Next(1, 5))), body, after);
        _b.PositionAt(body);
        int known = _values.Count;
        _values.Add(i);
        Statements(_random.Next(1, 4), depth + 1);
        _values.RemoveRange(known, _values.Count - known);
        _b.Store(counter, 0, _b.Binary(IrOp.Add, _b.Load(IrType.I32, counter, 0, 4), _b.I32(1)), 4);
        _b.Jump(head);
        _b.PositionAt(after);
    }

    private Value Condition()
    {
        IrType type = _random.Next(2) == 0 ? IrType.I32 : IrType.I64;
        return _b.Compare(IrOp.Eq + _random.Next(6), Integer(type), Integer(type));
    }

    private Value Arithmetic()
    {
        IrType type = _random.Next(2) == 0 ? IrType.I32 : IrType.I64;
        switch (_random.Next(6))
        {
            case 0:
                return Condition();
            case 1:
                Value a = Integer(type);
                int width = type == IrType.I32 ? 1 << _random.Next(2) : 1 << _random.Next(3);
                return _random.Next(2) == 0 ? _b.SExtIn(a, width) : _b.ZExtIn(a, width);
            case 2:
                return _b.ByteSwap(Integer(type), type == IrType.I32 ? 2 << _random.Next(2) : 2 << _random.Next(3));
            default:
                IrOp op = IrOp.Add + _random.Next(IrOp.ShrS - IrOp.Add + 1);
                Value b = Integer(type);
                if (op.IsDivision())
                {
                    // Odd and small: neither 0 nor -1.
                    b = _b.Binary(IrOp.Or, _b.Binary(IrOp.And, b, _b.Const(type, 0xfff)), _b.Const(type, 1));
                }

                return _b.Binary(op, Integer(type), b);
        }
    }

    private Value Integer(IrType type)
    {
        if (_values.Count == 0 || _random.Next(5) == 0)
        {
            long constant = _random.Next(3) switch { 0 => _random.Next(-3, 10), 1 => 1L << _random.Next(64), _ => _random.NextInt64() };
            return _random.Next(3) == 0 ? _b.Const(type, constant) : _b.Load(type, _context, _random.Next(20) * 4 / 8 * 8, type == IrType.I32 ? 4 : 8);
        }

        Value value = _values[_random.Next(_values.Count)];
        return type == IrType.I64 ? Wide(value) : value.Type == IrType.I64 ? _b.Trunc(value) : value;
    }

    private Value Wide(Value value) => value.Type == IrType.I64 ? value : _random.Next(2) == 0 ? _b.ZExt(value) : _b.SExt(value);
}

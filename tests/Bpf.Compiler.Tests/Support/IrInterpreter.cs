using System.Buffers.Binary;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Tests.Support;

/// <summary>Runs IR as its documentation says, one value at a time, in C#'s own arithmetic: the oracle that compiled code is compared with.</summary>
internal sealed class IrInterpreter
{
    private const ulong ContextBase = 0x1000_0000;
    private const ulong StackBase = 0x2000_0000;
    private const ulong GlobalBase = 0x3000_0000;
    private const ulong GlobalSpacing = 0x10_0000;

    private readonly IReadOnlyList<Function> _functions;
    private readonly byte[] _context;
    private readonly byte[] _stack = new byte[16384];
    private readonly List<(string Section, byte[] Bytes)> _globals = [];
    private Dictionary<Value, ulong> _values = [];
    private ulong _stackTop = StackBase;

    /// <summary>Runs a function that calls no other and has no globals.</summary>
    public IrInterpreter(Function function, byte[] context)
    {
        _functions = [function];
        _context = context;
    }

    /// <summary>Runs a module's program.</summary>
    public IrInterpreter(Module module, byte[] context)
    {
        _functions = [.. module.Functions.OrderBy(f => f.Program is null)];
        _context = context;
        foreach (IGrouping<string, GlobalVariable> section in module.Globals.GroupBy(g => g.Section))
        {
            byte[] bytes = new byte[section.Max(g => g.Offset + g.Size)];
            foreach (GlobalVariable global in section)
                global.InitialValue.CopyTo(bytes.AsSpan(global.Offset));
            _globals.Add((section.Key, bytes));
        }
    }

    /// <summary>Blocks run before it is given up.</summary>
    public int Fuel { get; set; } = 10_000;

    /// <summary>The result, as r0 would hold it.</summary>
    public ulong Run() => Run(_functions[0], [ContextBase]);

    private ulong Run(Function function, ReadOnlySpan<ulong> arguments)
    {
        (Dictionary<Value, ulong> values, ulong top) = (_values, _stackTop);
        _values = [];
        foreach (Value value in function.Blocks[0].Values.Where(v => v.Op == IrOp.Param))
            _values[value] = arguments[(int)value.Constant];
        ulong result = Execute(function);
        (_values, _stackTop) = (values, top);
        return result;
    }

    private ulong Execute(Function function)
    {
        BasicBlock block = function.Blocks[0];
        BasicBlock? from = null;
        while (true)
        {
            Assert.True(Fuel-- > 0, "The program didn't end.");
            Dictionary<Value, ulong> phis = [];
            foreach (Value value in block.Values)
            {
                if (value.Op == IrOp.Phi)
                {
                    phis.Add(value, Get(value.Operands[block.Predecessors.IndexOf(from!)]));
                    continue;
                }

                foreach ((Value phi, ulong merged) in phis)
                    _values[phi] = merged;
                phis.Clear();
                switch (value.Op)
                {
                    case IrOp.Return:
                        return value.Operands.Count == 0 ? 0 : Get(value.Operands[0]);
                    case IrOp.Jump:
                        (from, block) = (block, value.Targets[0]);
                        break;
                    case IrOp.Branch:
                        (from, block) = (block, value.Targets[Get(value.Operands[0]) != 0 ? 0 : 1]);
                        break;
                    case IrOp.Trap:
                        throw new InvalidOperationException("Trap: " + value.Fault);
                    default:
                        if (value.Op != IrOp.Param)
                            _values[value] = Evaluate(value);
                        continue;
                }

                break;
            }
        }
    }

    private ulong Get(Value value) => _values[value];

    private ulong Evaluate(Value value)
    {
        bool is32 = value.Type.Kind == IrKind.I32;
        ulong A() => Get(value.Operands[0]);
        ulong B() => Get(value.Operands[1]);
        switch (value.Op)
        {
            case IrOp.Const:
                return is32 ? (uint)value.Constant : (ulong)value.Constant;
            case IrOp.Null:
                return 0;
            case IrOp.GlobalAddress:
                return GlobalBase + (GlobalSpacing * (ulong)_globals.FindIndex(g => g.Section == value.Symbol)) + (ulong)value.Constant;
            case IrOp.HasHelper:
                return 0; // the plain way of what it decides
            case IrOp.HasKfunc or IrOp.FollowsCallbacks:
                return 0;
            case IrOp.HidesState:
                return 1;
            case IrOp.Forget:
                return A();
            case IrOp.MayGoOn:
                return 1;
            case IrOp.Call:
                ulong returned = Run(_functions.Single(f => f.Name == value.Symbol), [.. value.Operands.Select(Get)]);
                return is32 ? (uint)returned : returned;
            case >= IrOp.Add and <= IrOp.ShrS:
                return is32 ? Arithmetic32(value.Op, (uint)A(), (uint)B()) : Arithmetic64(value.Op, A(), B());
            case >= IrOp.Eq and <= IrOp.LeS:
                return Compare(value.Op, A(), B(), value.Operands[0].Type.Kind == IrKind.I32) ? 1UL : 0;
            case IrOp.Trunc or IrOp.ZExt:
                return (uint)A();
            case IrOp.SExt:
                return (ulong)(int)A();
            case IrOp.SExtIn:
                ulong extended = value.Width switch { 1 => (ulong)(sbyte)A(), 2 => (ulong)(short)A(), _ => (ulong)(int)A() };
                return is32 ? (uint)extended : extended;
            case IrOp.ZExtIn:
                return value.Width switch { 1 => (byte)A(), 2 => (ushort)A(), _ => (uint)A() };
            case IrOp.ByteSwap:
                return value.Width switch
                {
                    2 => BinaryPrimitives.ReverseEndianness((ushort)A()),
                    4 => BinaryPrimitives.ReverseEndianness((uint)A()),
                    _ => BinaryPrimitives.ReverseEndianness(A()),
                };
            case IrOp.Bitcast:
                return A();
            case IrOp.Alloca:
                ulong address = _stackTop;
                _stackTop += ((ulong)value.Constant + 7) & ~7UL;
                return address;
            case IrOp.PtrAdd:
                return A() + (ulong)value.Constant + (value.Operands.Count == 2 ? B() : 0);
            case IrOp.Load:
                ulong raw = Read(A() + (ulong)value.Constant, value.Width);
                if (value.Signed)
                    raw = value.Width switch { 1 => (ulong)(sbyte)raw, 2 => (ulong)(short)raw, 4 => (ulong)(int)raw, _ => raw };
                return is32 ? (uint)raw : raw;
            case IrOp.Store:
                Write(A() + (ulong)value.Constant, value.Width, B());
                return 0;
            case IrOp.Zero:
                Span(A() + (ulong)value.Constant, value.Length).Clear();
                return 0;
            case IrOp.Copy:
                Span(B(), value.Length).CopyTo(Span(A(), value.Length));
                return 0;
            case IrOp.Atomic:
                return Atomic(value, A() + (ulong)value.Constant, B(), is32 ? 4 : 8);
            default:
                throw new NotSupportedException(value.Op.ToString());
        }
    }

    private ulong Atomic(Value value, ulong address, ulong operand, int width)
    {
        ulong old = Read(address, width);
        ulong made = value.Atomic switch
        {
            AtomicOp.Add => old + operand,
            AtomicOp.Or => old | operand,
            AtomicOp.And => old & operand,
            AtomicOp.Xor => old ^ operand,
            AtomicOp.Xchg => operand,
            _ => old == operand ? Get(value.Operands[2]) : old,
        };
        Write(address, width, made);
        return old;
    }

    private static ulong Arithmetic32(IrOp op, uint a, uint b) => op switch
    {
        IrOp.Add => a + b,
        IrOp.Sub => a - b,
        IrOp.Mul => a * b,
        IrOp.DivU => a / b,
        IrOp.DivS => (uint)((int)a / (int)b),
        IrOp.ModU => a % b,
        IrOp.ModS => (uint)((int)a % (int)b),
        IrOp.And => a & b,
        IrOp.Or => a | b,
        IrOp.Xor => a ^ b,
        IrOp.Shl => a << (int)b,
        IrOp.ShrU => a >> (int)b,
        _ => (uint)((int)a >> (int)b),
    };

    private static ulong Arithmetic64(IrOp op, ulong a, ulong b) => op switch
    {
        IrOp.Add => a + b,
        IrOp.Sub => a - b,
        IrOp.Mul => a * b,
        IrOp.DivU => a / b,
        IrOp.DivS => (ulong)((long)a / (long)b),
        IrOp.ModU => a % b,
        IrOp.ModS => (ulong)((long)a % (long)b),
        IrOp.And => a & b,
        IrOp.Or => a | b,
        IrOp.Xor => a ^ b,
        IrOp.Shl => a << (int)b,
        IrOp.ShrU => a >> (int)b,
        _ => (ulong)((long)a >> (int)b),
    };

    private static bool Compare(IrOp op, ulong a, ulong b, bool is32)
    {
        long sa = is32 ? (int)a : (long)a, sb = is32 ? (int)b : (long)b;
        return op switch
        {
            IrOp.Eq => a == b,
            IrOp.Ne => a != b,
            IrOp.LtU => a < b,
            IrOp.LeU => a <= b,
            IrOp.LtS => sa < sb,
            _ => sa <= sb,
        };
    }

    private Span<byte> Span(ulong address, int length)
    {
        if (address < StackBase)
            return _context.AsSpan((int)(address - ContextBase), length);
        if (address < GlobalBase)
            return _stack.AsSpan((int)(address - StackBase), length);
        ulong offset = address - GlobalBase;
        return _globals[(int)(offset / GlobalSpacing)].Bytes.AsSpan((int)(offset % GlobalSpacing), length);
    }

    private ulong Read(ulong address, int width)
    {
        Span<byte> bytes = stackalloc byte[8];
        Span(address, width).CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    private void Write(ulong address, int width, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        bytes[..width].CopyTo(Span(address, width));
    }
}

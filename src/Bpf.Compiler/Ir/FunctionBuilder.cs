using System;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Ir;

/// <summary>
/// Appends values to the end of one block of a function: one method an operation, each checking the types it is given.
/// Terminators keep <see cref="BasicBlock.Predecessors"/> right.
/// </summary>
/// <param name="function">The function to build.</param>
/// <remarks>Wrong types throw <see cref="ArgumentException"/>: they are errors of the caller, never of the user's program.</remarks>
public sealed class FunctionBuilder(Function function)
{
    private BasicBlock? _block;

    /// <summary>The function being built.</summary>
    public Function Function { get; } = function;

    /// <summary>The block that values are appended to.</summary>
    public BasicBlock Block => _block ?? throw new InvalidOperationException("The builder stands in no block.");

    /// <summary>True where the current block has its terminator already: nothing more can be appended.</summary>
    public bool IsTerminated => Block.Terminator is not null;

    /// <summary>Given to every value appended.</summary>
    public SourceLocation? Location { get; set; }

    /// <summary>Adds an empty block; the builder stays where it is.</summary>
    public BasicBlock AddBlock() => Function.AddBlock();

    /// <summary>Moves to the end of a block.</summary>
    /// <param name="block">The block.</param>
    public void PositionAt(BasicBlock block) => _block = block;

    /// <summary>An integer; 32-bit ones are held sign-extended.</summary>
    /// <param name="type">i32 or i64.</param>
    /// <param name="value">The number.</param>
    public Value Const(IrType type, long value)
    {
        Require(type.Kind is IrKind.I32 or IrKind.I64, "a constant is an integer");
        Value v = Append(IrOp.Const, type);
        v.Constant = type.Kind == IrKind.I32 ? (int)value : value;
        return v;
    }

    /// <summary>A 32-bit integer.</summary>
    /// <param name="value">The number.</param>
    public Value I32(int value) => Const(IrType.I32, value);

    /// <summary>A 64-bit integer.</summary>
    /// <param name="value">The number.</param>
    public Value I64(long value) => Const(IrType.I64, value);

    /// <summary>A parameter. The entry block only.</summary>
    /// <param name="index">Its number.</param>
    public Value Param(int index)
    {
        Value v = Append(IrOp.Param, Function.Parameters[index]);
        v.Constant = index;
        return v;
    }

    /// <summary>A phi; operands in the order of the block's predecessors, which may be added later.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="operands">One for each predecessor.</param>
    public Value Phi(IrType type, params Value[] operands) => Append(IrOp.Phi, type, operands);

    /// <summary>Arithmetic and bitwise operations (<see cref="IrOp.Add"/> to <see cref="IrOp.ShrS"/>) of two integers of one width.</summary>
    /// <param name="op">The operation.</param>
    /// <param name="a">Left operand.</param>
    /// <param name="b">Right operand; a shift's count has the width of <paramref name="a"/>.</param>
    public Value Binary(IrOp op, Value a, Value b)
    {
        Require(op is >= IrOp.Add and <= IrOp.ShrS, $"{op} is no arithmetic operation");
        Require(IsInteger(a) && a.Type == b.Type, $"{op} of {a.Type} and {b.Type}");
        return Append(op, a.Type, a, b);
    }

    /// <summary>A comparison of two integers of one width or two pointers; i32 0 or 1.</summary>
    /// <param name="op"><see cref="IrOp.Eq"/> to <see cref="IrOp.LeS"/>.</param>
    /// <param name="a">Left operand.</param>
    /// <param name="b">Right operand.</param>
    public Value Compare(IrOp op, Value a, Value b)
    {
        Require(op.IsComparison(), $"{op} is no comparison");
        Require(a.Type.Kind != IrKind.Void && a.Type.Kind == b.Type.Kind, $"{op} of {a.Type} and {b.Type}");
        return Append(op, IrType.I32, a, b);
    }

    /// <summary>The low 32 bits of an i64.</summary>
    /// <param name="a">The i64.</param>
    public Value Trunc(Value a) => Convert(IrOp.Trunc, a, IrType.I64, IrType.I32);

    /// <summary>An i32 zero-extended.</summary>
    /// <param name="a">The i32.</param>
    public Value ZExt(Value a) => Convert(IrOp.ZExt, a, IrType.I32, IrType.I64);

    /// <summary>An i32 sign-extended.</summary>
    /// <param name="a">The i32.</param>
    public Value SExt(Value a) => Convert(IrOp.SExt, a, IrType.I32, IrType.I64);

    /// <summary>Sign extension of the low bytes within the type.</summary>
    /// <param name="a">The integer.</param>
    /// <param name="width">1 or 2; 4 too for an i64.</param>
    public Value SExtIn(Value a, int width) => Within(IrOp.SExtIn, a, width);

    /// <summary>Zero extension of the low bytes within the type.</summary>
    /// <param name="a">The integer.</param>
    /// <param name="width">1 or 2; 4 too for an i64.</param>
    public Value ZExtIn(Value a, int width) => Within(IrOp.ZExtIn, a, width);

    /// <summary>Byte swap of the low bytes, zero-extended.</summary>
    /// <param name="a">The integer.</param>
    /// <param name="width">2 or 4; 8 for an i64.</param>
    public Value ByteSwap(Value a, int width)
    {
        Require(IsInteger(a) && (width is 2 or 4 || (width == 8 && a.Type.Kind == IrKind.I64)), $"byte swap of {width} bytes of {a.Type}");
        Value v = Append(IrOp.ByteSwap, a.Type, a);
        v.Width = width;
        return v;
    }

    /// <summary>An integer of which verifiers are to know nothing.</summary>
    /// <param name="a">The integer.</param>
    public Value Forget(Value a)
    {
        Require(IsInteger(a), $"forgetting of {a.Type}");
        return Append(IrOp.Forget, a.Type, a);
    }

    /// <summary>A pointer as an i64, or an i64 as a pointer to user or kernel memory.</summary>
    /// <param name="a">What is converted.</param>
    /// <param name="type">The type wanted.</param>
    public Value Bitcast(Value a, IrType type)
    {
        Require((a.Type.IsPtr && type.Kind == IrKind.I64) || (a.Type.Kind == IrKind.I64 && type.IsPtr), $"bitcast of {a.Type} to {type}");
        return Append(IrOp.Bitcast, type, a);
    }

    /// <summary>Stack memory, put in the entry block wherever the builder stands.</summary>
    /// <param name="size">Bytes.</param>
    /// <param name="alignment">1, 2, 4 or 8.</param>
    /// <param name="name">The C# name of the local, for messages about the stack.</param>
    public Value Alloca(int size, int alignment, string? name = null)
    {
        Require(size > 0 && alignment is 1 or 2 or 4 or 8, $"alloca of {size} bytes, alignment {alignment}");
        Value v = Function.NewValue(IrOp.Alloca, IrType.Ptr(Provenance.Stack), Location);
        v.Constant = size;
        v.Width = alignment;
        v.Symbol = name;
        BasicBlock entry = Function.Blocks[0];
        v.Block = entry;
        int at = entry.Values.FindLastIndex(x => x.Op is IrOp.Alloca or IrOp.Param) + 1;
        entry.Values.Insert(at, v);
        return v;
    }

    /// <summary>Reads memory.</summary>
    /// <param name="type">i32, i64, or a pointer (8 bytes; 4 for a context's packet pointers).</param>
    /// <param name="address">Base pointer.</param>
    /// <param name="offset">Bytes added to it.</param>
    /// <param name="width">Bytes read: 1, 2, 4 or 8.</param>
    /// <param name="signed">True to sign-extend to the type, else zero-extended.</param>
    /// <param name="isVolatile">True where it must be neither removed nor merged.</param>
    public Value Load(IrType type, Value address, long offset, int width, bool signed = false, bool isVolatile = false)
    {
        Require(address.Type.IsPtr, $"load from {address.Type}");
        Require(type.Kind != IrKind.Void && width is 1 or 2 or 4 or 8 && (width <= 4 || type.Kind != IrKind.I32), $"load of {width} bytes as {type}");
        Value v = Append(IrOp.Load, type, address);
        v.Constant = offset;
        v.Width = width;
        v.Signed = signed;
        v.IsVolatile = isVolatile;
        return v;
    }

    /// <summary>Writes memory.</summary>
    /// <param name="address">Base pointer.</param>
    /// <param name="offset">Bytes added to it.</param>
    /// <param name="value">What to write, its low bytes.</param>
    /// <param name="width">Bytes written: 1, 2, 4 or 8.</param>
    /// <param name="isVolatile">True where it must be neither removed nor merged.</param>
    public Value Store(Value address, long offset, Value value, int width, bool isVolatile = false)
    {
        Require(address.Type.IsPtr, $"store to {address.Type}");
        Require(width is 1 or 2 or 4 or 8 && (width <= 4 || value.Type.Kind is IrKind.I64 or IrKind.Ptr), $"store of {width} bytes of {value.Type}");
        Require(!value.Type.IsPtr || width == 8, "a pointer is stored whole");
        Value v = Append(IrOp.Store, IrType.Void, address, value);
        v.Constant = offset;
        v.Width = width;
        v.IsVolatile = isVolatile;
        return v;
    }

    /// <summary>Fills memory with zero.</summary>
    /// <param name="address">Base pointer.</param>
    /// <param name="offset">Bytes added to it.</param>
    /// <param name="length">Bytes filled.</param>
    public Value Zero(Value address, long offset, int length)
    {
        Require(address.Type.IsPtr && length > 0, $"zero of {length} bytes at {address.Type}");
        Value v = Append(IrOp.Zero, IrType.Void, address);
        v.Constant = offset;
        v.Length = length;
        return v;
    }

    /// <summary>Copies memory; the two places are apart or the same.</summary>
    /// <param name="destination">To.</param>
    /// <param name="source">From.</param>
    /// <param name="length">Bytes.</param>
    public Value Copy(Value destination, Value source, int length)
    {
        Require(destination.Type.IsPtr && source.Type.IsPtr && length > 0, $"copy of {length} bytes from {source.Type} to {destination.Type}");
        Value v = Append(IrOp.Copy, IrType.Void, destination, source);
        v.Length = length;
        return v;
    }

    /// <summary>A pointer moved by a constant.</summary>
    /// <param name="pointer">The pointer.</param>
    /// <param name="offset">Bytes.</param>
    public Value PtrAdd(Value pointer, long offset)
    {
        Require(pointer.Type.IsPtr, $"pointer arithmetic on {pointer.Type}");
        Value v = Append(IrOp.PtrAdd, pointer.Type, pointer);
        v.Constant = offset;
        return v;
    }

    /// <summary>A pointer moved by a variable amount and a constant.</summary>
    /// <param name="pointer">The pointer.</param>
    /// <param name="index">Bytes, i64.</param>
    /// <param name="offset">More bytes.</param>
    public Value PtrAdd(Value pointer, Value index, long offset = 0)
    {
        Require(pointer.Type.IsPtr && index.Type.Kind == IrKind.I64, $"{pointer.Type} moved by {index.Type}");
        Value v = Append(IrOp.PtrAdd, pointer.Type, pointer, index);
        v.Constant = offset;
        return v;
    }

    /// <summary>A map, as helpers take it.</summary>
    /// <param name="name">Its name in the module.</param>
    public Value MapAddress(string name)
    {
        Value v = Append(IrOp.MapAddress, IrType.Ptr(Provenance.Map));
        v.Symbol = name;
        return v;
    }

    /// <summary>A place in a global section.</summary>
    /// <param name="section"><c>.bss</c>, <c>.data</c> or <c>.rodata</c>.</param>
    /// <param name="offset">Bytes from its start.</param>
    public Value GlobalAddress(string section, long offset)
    {
        Value v = Append(IrOp.GlobalAddress, IrType.Ptr(Provenance.MapValue));
        v.Symbol = section;
        v.Constant = offset;
        return v;
    }

    /// <summary>The null pointer.</summary>
    /// <param name="type">Its type.</param>
    public Value Null(IrType type)
    {
        Require(type.IsPtr, $"null of {type}");
        return Append(IrOp.Null, type);
    }

    /// <summary>An atomic read-modify-write of 4 or 8 bytes, as wide as its operand; gives the old value.</summary>
    /// <param name="op">Which.</param>
    /// <param name="address">Base pointer.</param>
    /// <param name="offset">Bytes added to it.</param>
    /// <param name="value">The operand; for <see cref="AtomicOp.CmpXchg"/> what is compared with.</param>
    /// <param name="replacement">What <see cref="AtomicOp.CmpXchg"/> stores.</param>
    public Value Atomic(AtomicOp op, Value address, long offset, Value value, Value? replacement = null)
    {
        Require(address.Type.IsPtr && IsInteger(value), $"atomic {op} of {value.Type} at {address.Type}");
        Require(op == AtomicOp.CmpXchg == replacement is not null, "compare-and-exchange alone takes a replacement");
        Require(replacement is null || replacement.Type == value.Type, "the replacement has the operand's type");
        Value v = replacement is null
            ? Append(IrOp.Atomic, value.Type, address, value)
            : Append(IrOp.Atomic, value.Type, address, value, replacement);
        v.Atomic = op;
        v.Constant = offset;
        return v;
    }

    /// <summary>Calls a helper.</summary>
    /// <param name="helper">Which.</param>
    /// <param name="type">What it returns: void, i64 or a pointer (null where it fails).</param>
    /// <param name="arguments">Up to five.</param>
    public Value CallHelper(HelperId helper, IrType type, params Value[] arguments)
    {
        Require(arguments.Length <= 5, "a helper takes at most five arguments");
        Value v = Append(IrOp.CallHelper, type, arguments);
        v.Helper = helper;
        return v;
    }

    /// <summary>Calls a function of the module.</summary>
    /// <param name="callee">It.</param>
    /// <param name="arguments">Its arguments.</param>
    public Value Call(Function callee, params Value[] arguments)
    {
        Require(arguments.Length == callee.Parameters.Count, $"{callee.Name} takes {callee.Parameters.Count} arguments");
        Value v = Append(IrOp.Call, callee.ReturnType, arguments);
        v.Symbol = callee.Name;
        return v;
    }

    /// <summary>Calls a function of the kernel's.</summary>
    /// <param name="name">An extern of the module.</param>
    /// <param name="type">What it returns: void, i32, i64 or a pointer.</param>
    /// <param name="arguments">Up to five.</param>
    public Value CallKfunc(string name, IrType type, params Value[] arguments)
    {
        Require(arguments.Length <= 5, "a kernel function takes at most five arguments");
        Value v = Append(IrOp.CallKfunc, type, arguments);
        v.Symbol = name;
        return v;
    }

    /// <summary>A function's address, for helpers that call back.</summary>
    /// <param name="callback">A function of the module.</param>
    public Value FunctionAddress(Function callback)
    {
        Value v = Append(IrOp.FunctionAddress, IrType.Ptr(Provenance.Function));
        v.Symbol = callback.Name;
        return v;
    }

    /// <summary>The address of a variable that the kernel or its configuration defines.</summary>
    /// <param name="name">An extern of the module.</param>
    /// <param name="provenance">What memory it is: a setting is in a map, a kernel variable is the kernel's.</param>
    public Value ExternAddress(string name, Provenance provenance)
    {
        Value v = Append(IrOp.ExternAddress, IrType.Ptr(provenance));
        v.Symbol = name;
        return v;
    }

    /// <summary>A number of the kernel's types, known at load.</summary>
    /// <param name="kind">What is asked.</param>
    /// <param name="typeId">The type in the module's BTF.</param>
    /// <param name="access">The way to a field or constant, in CO-RE's writing.</param>
    /// <param name="local">The answer for the module's own type.</param>
    public Value CoreValue(CoreRelocationKind kind, int typeId, string access, long local)
    {
        Value v = Append(IrOp.CoreValue, IrType.I64);
        v.Width = (int)kind;
        v.Length = typeId;
        v.Symbol = access;
        v.Constant = local;
        return v;
    }

    /// <summary>Reads a field of a kernel structure where instructions may.</summary>
    /// <param name="type">What it gives: i32 or i64.</param>
    /// <param name="structure">The structure's address.</param>
    /// <param name="typeId">The structure in the module's BTF.</param>
    /// <param name="access">The way to the field, in CO-RE's writing.</param>
    /// <param name="offset">Where it is in that structure, in bytes.</param>
    /// <param name="width">Bytes it has there.</param>
    /// <param name="signed">True to sign-extend.</param>
    public Value CoreLoad(IrType type, Value structure, int typeId, string access, long offset, int width, bool signed)
    {
        Require(structure.Type.IsPtr && width is 1 or 2 or 4 or 8, $"load of {width} bytes of {structure.Type}");
        Value v = Append(IrOp.CoreLoad, type, structure);
        v.Width = width;
        v.Signed = signed;
        v.Length = typeId;
        v.Symbol = access;
        v.Constant = offset;
        return v;
    }

    /// <summary>A register of a probe's context.</summary>
    /// <param name="context">The context.</param>
    /// <param name="register">Which.</param>
    public Value ContextRegister(Value context, MachineValue register)
    {
        Require(context.Type.Provenance == Provenance.Context, $"register of {context.Type}");
        Value v = Append(IrOp.ContextRegister, IrType.I64, context);
        v.Constant = (int)register;
        return v;
    }

    /// <summary>Where registers in memory keep a system call's argument, in bytes.</summary>
    /// <param name="register">Which.</param>
    public Value RegisterOffset(MachineValue register)
    {
        Value v = Append(IrOp.RegisterOffset, IrType.I64);
        v.Constant = (int)register;
        return v;
    }

    /// <summary>Whether every kernel compiled for offers a helper to the program.</summary>
    /// <param name="helper">Which.</param>
    public Value HasHelper(HelperId helper)
    {
        Value v = Append(IrOp.HasHelper, IrType.I32);
        v.Helper = helper;
        return v;
    }

    /// <summary>Whether the kernel has a function of its own.</summary>
    /// <param name="name">A weak extern of the module.</param>
    /// <param name="isAskedAtLoad">True to ask the kernel that it is loaded into, whatever the kernels compiled for have.</param>
    public Value HasKfunc(string name, bool isAskedAtLoad)
    {
        Value v = Append(IrOp.HasKfunc, IrType.I32);
        v.Symbol = name;
        v.Constant = isAskedAtLoad ? 1 : 0;
        return v;
    }

    /// <summary>Whether the verifier of every kernel compiled for follows callbacks for any number of calls.</summary>
    public Value FollowsCallbacks() => Append(IrOp.FollowsCallbacks, IrType.I32);

    /// <summary>Whether what callbacks change is to be unknown to verifiers that follow them; i32 0 or 1.</summary>
    public Value HidesState() => Append(IrOp.HidesState, IrType.I32);

    /// <summary>Whether a loop may go on with another round.</summary>
    /// <param name="isBounded">True where the loop makes at most 8,388,608 rounds whatever this says.</param>
    public Value MayGoOn(bool isBounded)
    {
        Value v = Append(IrOp.MayGoOn, IrType.I32);
        v.Constant = isBounded ? 1 : 0;
        return v;
    }

    /// <summary>Goes to a block.</summary>
    /// <param name="target">The block.</param>
    public Value Jump(BasicBlock target) => Terminate(IrOp.Jump, [target]);

    /// <summary>Goes to one of two blocks.</summary>
    /// <param name="condition">An i32.</param>
    /// <param name="ifTrue">Where it is not 0.</param>
    /// <param name="ifFalse">Where it is 0.</param>
    public Value Branch(Value condition, BasicBlock ifTrue, BasicBlock ifFalse)
    {
        Require(condition.Type.Kind == IrKind.I32, $"branch on {condition.Type}");
        return Terminate(IrOp.Branch, [ifTrue, ifFalse], condition);
    }

    /// <summary>Leaves the function.</summary>
    /// <param name="result">What it returns; null where it returns nothing.</param>
    public Value Return(Value? result = null)
    {
        Require((result?.Type ?? IrType.Void).Kind == Function.ReturnType.Kind, $"return of {result?.Type} where {Function.ReturnType} is returned");
        return result is null ? Terminate(IrOp.Return, []) : Terminate(IrOp.Return, [], result);
    }

    /// <summary>Where C# would throw.</summary>
    /// <param name="fault">What.</param>
    public Value Trap(FaultKind fault)
    {
        Value v = Terminate(IrOp.Trap, []);
        v.Fault = fault;
        return v;
    }

    /// <summary>A place that is never reached.</summary>
    public Value Unreachable() => Terminate(IrOp.Unreachable, []);

    private Value Convert(IrOp op, Value a, IrType from, IrType to)
    {
        Require(a.Type == from, $"{op} of {a.Type}");
        return Append(op, to, a);
    }

    private Value Within(IrOp op, Value a, int width)
    {
        Require(IsInteger(a) && (width is 1 or 2 || (width == 4 && a.Type.Kind == IrKind.I64)), $"{op} of {width} bytes of {a.Type}");
        Value v = Append(op, a.Type, a);
        v.Width = width;
        return v;
    }

    private Value Terminate(IrOp op, BasicBlock[] targets, params Value[] operands)
    {
        Value v = Append(op, IrType.Void, operands);
        v.Targets = targets;
        foreach (BasicBlock target in targets)
            target.Predecessors.Add(Block);
        return v;
    }

    private Value Append(IrOp op, IrType type, params Value[] operands)
    {
        Require(Block.Terminator is null, $"{Block} has its terminator");
        Value v = Function.NewValue(op, type, Location, operands);
        v.Block = Block;
        Block.Values.Add(v);
        return v;
    }

    private static bool IsInteger(Value v) => v.Type.Kind is IrKind.I32 or IrKind.I64;

    private static void Require(bool condition, string what)
    {
        if (!condition)
            throw new ArgumentException("IR: " + what + ".");
    }
}

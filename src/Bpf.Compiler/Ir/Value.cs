using System;
using System.Collections.Generic;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Ir;

/// <summary>One SSA value: an operation with its operands, and where in the source it comes from.</summary>
public sealed class Value
{
    internal Value(int id, IrOp op, IrType type, SourceLocation? location)
    {
        Id = id;
        Op = op;
        Type = type;
        Location = location;
    }

    /// <summary>Unique in its function; <c>%id</c> in the text form.</summary>
    public int Id { get; }

    /// <summary>The operation.</summary>
    public IrOp Op { get; set; }

    /// <summary>What it yields.</summary>
    public IrType Type { get; set; }

    /// <summary>Its operands.</summary>
    public List<Value> Operands { get; } = [];

    /// <summary>The blocks a terminator goes to.</summary>
    public BasicBlock[] Targets { get; set; } = Array.Empty<BasicBlock>();

    /// <summary>The block it stands in.</summary>
    public BasicBlock? Block { get; set; }

    /// <summary>A constant, a parameter's number, or a byte offset, as <see cref="Op"/> says.</summary>
    public long Constant { get; set; }

    /// <summary>Bytes accessed, extended or swapped; alignment of an alloca.</summary>
    public int Width { get; set; }

    /// <summary>True where a load sign-extends.</summary>
    public bool Signed { get; set; }

    /// <summary>Bytes copied or zeroed.</summary>
    public int Length { get; set; }

    /// <summary>What a load may give, where more is known than its width says: the range declared for a config field. Null for the whole type.</summary>
    public ConfigRange? Range { get; set; }

    /// <summary>True where an access must be neither removed nor merged (<c>Volatile</c>, shared memory).</summary>
    public bool IsVolatile { get; set; }

    /// <summary>The helper called.</summary>
    public HelperId Helper { get; set; }

    /// <summary>The atomic operation.</summary>
    public AtomicOp Atomic { get; set; }

    /// <summary>What a trap stands for.</summary>
    public FaultKind Fault { get; set; }

    /// <summary>A map, section or function name; a local's C# name on an alloca.</summary>
    public string? Symbol { get; set; }

    /// <summary>The C# expression, with the calls inlined to get there.</summary>
    public SourceLocation? Location { get; set; }

    /// <summary>True for the five operations that end a block.</summary>
    public bool IsTerminator => Op is IrOp.Jump or IrOp.Branch or IrOp.Return or IrOp.Trap or IrOp.Unreachable;

    /// <summary>True where removing it would change what the program does.</summary>
    public bool HasSideEffect => IsTerminator || IsVolatile
        || Op is IrOp.Store or IrOp.Zero or IrOp.Copy or IrOp.Atomic or IrOp.CallHelper or IrOp.Call or IrOp.CallKfunc or IrOp.MayGoOn;

    /// <summary>The address that offsets were added to, to make this one; the value itself where it is no such sum.</summary>
    public Value Root
    {
        get
        {
            Value root = this;
            while (root.Op == IrOp.PtrAdd)
                root = root.Operands[0];
            return root;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"%{Id}";
}

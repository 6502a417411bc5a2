using System.Collections.Generic;
using Bpf.Core.Explain;

namespace Bpf.Compiler.Ir;

/// <summary>One function: a program's entry or a subprogram.</summary>
public sealed class Function
{
    private int _nextValue;
    private int _nextBlock;

    /// <summary>Starts an empty function.</summary>
    /// <param name="name">Its symbol.</param>
    /// <param name="parameters">Types of the parameters; at most five.</param>
    /// <param name="returnType">What it returns.</param>
    public Function(string name, IReadOnlyList<IrType> parameters, IrType returnType)
    {
        Name = name;
        Parameters = parameters;
        ReturnType = returnType;
    }

    /// <summary>Its symbol in the object.</summary>
    public string Name { get; }

    /// <summary>Types of the parameters.</summary>
    public IReadOnlyList<IrType> Parameters { get; }

    /// <summary>What it returns; programs return <see cref="IrType.I32"/>.</summary>
    public IrType ReturnType { get; }

    /// <summary>What the program is; null for a subprogram.</summary>
    public ProgramInfo? Program { get; set; }

    /// <summary>How it is verified on its own; null for programs, and for functions that are verified where they are called.</summary>
    public GlobalFunction? Global { get; set; }

    /// <summary>The declaration, for diagnostics about the whole.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>What it needs of a kernel that no instruction shows.</summary>
    public List<KernelNeed> Needs { get; init; } = [];

    /// <summary>Its blocks; the first is the entry.</summary>
    public List<BasicBlock> Blocks { get; } = [];

    /// <summary>Adds an empty block.</summary>
    public BasicBlock AddBlock()
    {
        BasicBlock block = new(this, _nextBlock++);
        Blocks.Add(block);
        return block;
    }

    /// <summary>Makes a value that stands in no block yet.</summary>
    /// <param name="op">The operation.</param>
    /// <param name="type">Its type.</param>
    /// <param name="location">Where it comes from.</param>
    /// <param name="operands">Its operands.</param>
    public Value NewValue(IrOp op, IrType type, SourceLocation? location, params Value[] operands)
    {
        Value value = new(_nextValue++, op, type, location);
        value.Operands.AddRange(operands);
        return value;
    }
}

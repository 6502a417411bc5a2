using System.Collections.Generic;

namespace Bpf.Compiler.Ir;

/// <summary>Values that run one after the other; the last is the terminator, and phis come first.</summary>
public sealed class BasicBlock
{
    internal BasicBlock(Function function, int id)
    {
        Function = function;
        Id = id;
    }

    /// <summary>Its function.</summary>
    public Function Function { get; }

    /// <summary>Unique in its function; <c>bb0</c> is the entry.</summary>
    public int Id { get; }

    /// <summary>Its values in order.</summary>
    public List<Value> Values { get; } = [];

    /// <summary>The blocks that come here, in the order of phi operands. A branch with both targets here counts twice.</summary>
    public List<BasicBlock> Predecessors { get; } = [];

    /// <summary>The terminator; null while the block is being built.</summary>
    public Value? Terminator => Values is [.., { IsTerminator: true } last] ? last : null;

    /// <summary>The blocks the terminator goes to.</summary>
    public IReadOnlyList<BasicBlock> Successors => Terminator?.Targets ?? [];

    /// <inheritdoc/>
    public override string ToString() => $"bb{Id}";
}

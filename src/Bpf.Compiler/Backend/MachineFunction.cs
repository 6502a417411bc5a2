using System.Collections.Generic;
using Bpf.Core.Explain;

namespace Bpf.Compiler.Backend;

/// <summary>A function as machine instructions over virtual registers.</summary>
internal sealed class MachineFunction(string name)
{
    public string Name { get; } = name;

    public List<MachineBlock> Blocks { get; } = [];

    /// <summary>What lives in the frame: allocas and spilled registers.</summary>
    public List<FrameObject> Frame { get; } = [];

    /// <summary>One more than the greatest register.</summary>
    public int RegisterCount { get; private set; } = MachineInstruction.FirstVirtual;

    public int NewRegister() => RegisterCount++;

    public int NewFrameObject(int size, int alignment, string? name, SourceLocation? location)
    {
        Frame.Add(new FrameObject(size, alignment, name, location));
        return Frame.Count - 1;
    }
}

/// <summary>A straight run of machine instructions; the last is its terminator.</summary>
internal sealed class MachineBlock(int id)
{
    public int Id { get; } = id;

    public List<MachineInstruction> Instructions { get; } = [];

    public List<MachineBlock> Predecessors { get; } = [];

    /// <summary>How many loops it is in.</summary>
    public int LoopDepth { get; set; }

    public MachineInstruction Terminator => Instructions[Instructions.Count - 1];

    public IReadOnlyList<MachineBlock> Successors => Terminator.Targets;

    public override string ToString() => $"mb{Id}";
}

/// <summary>A place in the stack frame.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Alignment">1, 2, 4 or 8.</param>
/// <param name="Name">The C# local; null for a spilled register.</param>
/// <param name="Location">Where it is declared.</param>
internal sealed record FrameObject(int Size, int Alignment, string? Name, SourceLocation? Location)
{
    /// <summary>Bytes from r10, negative, once laid out.</summary>
    public int Offset { get; set; }
}

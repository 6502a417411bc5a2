using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Explain;
using Bpf.Core.Isa;

namespace Bpf.Compiler.Backend;

/// <summary>A function's code. Offsets count slots from its first instruction.</summary>
public sealed record CompiledFunction
{
    /// <summary>Its symbol.</summary>
    public required string Name { get; init; }

    /// <summary>One element a slot.</summary>
    public required ImmutableArray<Instruction> Instructions { get; init; }

    /// <summary>Where each slot comes from; null where the front end gave no place.</summary>
    public required ImmutableArray<SourceLocation?> Locations { get; init; }

    /// <summary>References to maps, globals and functions.</summary>
    public required ImmutableArray<RelocationSpec> Relocations { get; init; }

    /// <summary>Immediates that depend on the kernel's types.</summary>
    public ImmutableArray<CoreRelocation> CoreRelocations { get; init; } = [];

    /// <summary>Numbers that depend on the architecture.</summary>
    public ImmutableArray<MachineAccess> MachineAccesses { get; init; } = [];

    /// <summary>Bytes of stack.</summary>
    public required int StackSize { get; init; }

    /// <summary>What is on the stack: the C# locals and, without a name, spilled registers.</summary>
    public required ImmutableArray<StackObject> Stack { get; init; }
}

/// <summary>Something in a stack frame.</summary>
/// <param name="Name">The C# local; null for a spilled register or a temporary.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Offset">Bytes from r10, negative.</param>
/// <param name="Location">Where it is declared.</param>
public readonly record struct StackObject(string? Name, int Size, int Offset, SourceLocation? Location);

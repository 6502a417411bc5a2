using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Kernel;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Model;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

/// <summary>A map field with its symbols.</summary>
/// <param name="Field">The field.</param>
/// <param name="Class">Its row.</param>
/// <param name="Key">The key's layout; null where there is none.</param>
/// <param name="Value">The value's or record's layout; a word's where the class has none.</param>
/// <param name="Model">Without Roslyn.</param>
internal sealed record DeclaredMap(IFieldSymbol Field, MapClass Class, TypeLayout? Key, TypeLayout Value, MapModel Model)
{
    /// <summary>For ring buffers, where in .bss failed reserves are counted; -1 for others.</summary>
    public int LostOffset { get; init; } = -1;

    /// <summary>What the maps in it look like; null for others than maps of maps.</summary>
    public DeclaredMap? Inner { get; init; }

    /// <summary>Flags of creation, the class's and those that the declaration asks for.</summary>
    public MapFlags Flags { get; init; } = Class.Flags;
}

/// <summary>A program method with its symbols.</summary>
/// <param name="Method">The method.</param>
/// <param name="Hook">Its hook's row.</param>
/// <param name="Model">Without Roslyn.</param>
internal sealed record DeclaredProgram(IMethodSymbol Method, Hook Hook, ProgramModel Model);

/// <summary>A global field with its symbols.</summary>
/// <param name="Field">The field.</param>
/// <param name="Layout">Its type's layout.</param>
/// <param name="Bytes">Its initial value; empty for zero.</param>
/// <param name="Model">Without Roslyn.</param>
internal sealed record DeclaredGlobal(IFieldSymbol Field, TypeLayout Layout, byte[] Bytes, GlobalModel Model);

/// <summary>Everything a <c>[BpfObject]</c> class declares.</summary>
internal sealed class DeclaredObject
{
    public required INamedTypeSymbol Class { get; init; }

    public required ObjectModel Model { get; init; }

    public required Dictionary<ISymbol, DeclaredMap> Maps { get; init; }

    public required List<DeclaredProgram> Programs { get; init; }

    public required Dictionary<ISymbol, DeclaredGlobal> Globals { get; init; }

    /// <summary>The arena; null for a class without.</summary>
    public DeclaredMap? Arena => Maps.Values.FirstOrDefault(m => m.Class.Type == MapType.Arena);

    /// <summary>Fields and properties whose declarations were reported: what uses them follows from that.</summary>
    public required HashSet<ISymbol> Refused { get; init; }

    /// <summary>Bytes of .rodata that config fields take.</summary>
    public required int RodataSize { get; init; }

    /// <summary>Bytes of .bss that the class's own fields and counters take.</summary>
    public required int BssSize { get; init; }
}

using System;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Core.Worlds;

/// <summary>
/// The kernel that a kernel-side operation talks to when a probe runs outside of one. The VM implements it; kernel-side API types call it,
/// so that the same C# method runs on the CLR with the VM's maps, helpers and clock.
/// </summary>
/// <remarks>Operations return what the helper returns: 0 or a negative errno.</remarks>
public interface IBpfWorld
{
    /// <summary>CPUs this kernel could have: per-CPU maps hold this many values an element.</summary>
    int PossibleCpus { get; }

    /// <summary>The model of a map of the object loaded last into this world.</summary>
    /// <param name="name">The map's name in the object.</param>
    /// <returns>The model; it keeps its identity for as long as the world.</returns>
    /// <exception cref="InvalidOperationException">No loaded object has such a map.</exception>
    IMapModel GetMap(string name);

    /// <summary>Makes a map that belongs to no object, for a map of maps.</summary>
    /// <param name="spec">What it is.</param>
    /// <returns>The model; it keeps its identity for as long as the world.</returns>
    IMapModel CreateMap(MapSpec spec);

    /// <summary>The id of a map: what a map of maps holds.</summary>
    /// <param name="map">A map of this world.</param>
    /// <returns>The id, from 1.</returns>
    /// <exception cref="InvalidOperationException">The map is of another world.</exception>
    uint GetMapId(IMapModel map);

    /// <summary>Finds a map by its id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The model; null where no map has the id.</returns>
    IMapModel? FindMap(uint id);

    /// <summary>Links and loads an object into this world: its maps are made, its programs can be run.</summary>
    /// <param name="linked">The object, linked.</param>
    void Load(LinkedObject linked);

    /// <summary>The id of a loaded program: what a program array holds.</summary>
    /// <param name="program">The program's name.</param>
    /// <returns>The id, from 1.</returns>
    /// <exception cref="InvalidOperationException">No loaded object has such a program.</exception>
    uint GetProgramId(string program);

    /// <summary>Runs a loaded program's bytecode once.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="context">The context; written back where the program changes it.</param>
    /// <param name="packet">Packet data for program types that have some, else null; replaced where the program changes it.</param>
    /// <returns>The program's return value (R0).</returns>
    ulong Run(string program, Span<byte> context, ref byte[]? packet);

    /// <summary>The result of a helper without memory arguments (time, ids, random numbers).</summary>
    /// <param name="helper">The helper.</param>
    /// <param name="argument">Its first argument, for those that have one.</param>
    ulong CallScalarHelper(HelperId helper, ulong argument = 0);

    /// <summary>The current task's name, NUL-padded to 16 bytes.</summary>
    /// <param name="destination">16 bytes.</param>
    void GetCurrentComm(Span<byte> destination);

    /// <summary>Reads simulated user or kernel memory.</summary>
    /// <param name="space">Which memory.</param>
    /// <param name="address">The address.</param>
    /// <param name="destination">Filled; zeroed on a fault, as the kernel does.</param>
    /// <returns>0, or -EFAULT.</returns>
    int ReadMemory(AddressSpace space, ulong address, Span<byte> destination);

    /// <summary>Reads a NUL-terminated string of simulated user or kernel memory.</summary>
    /// <param name="space">Which memory.</param>
    /// <param name="address">The address.</param>
    /// <param name="destination">Filled, always NUL-terminated.</param>
    /// <returns>Bytes written with the NUL, or -EFAULT.</returns>
    int ReadString(AddressSpace space, ulong address, Span<byte> destination);

    /// <summary>Notes where a program sends its packet.</summary>
    /// <param name="target">An interface's index, or what else the element of a map stands for.</param>
    void Redirect(uint target);

    /// <summary>Writes a line to the trace pipe.</summary>
    /// <param name="text">The formatted text.</param>
    void TracePrint(string text);
}

/// <summary>Which memory an address belongs to.</summary>
public enum AddressSpace
{
    /// <summary>The current task's memory.</summary>
    User,

    /// <summary>The kernel's.</summary>
    Kernel,
}

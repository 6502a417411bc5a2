using System;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>
/// The user's view of an arena: memory that programs and this process share, pointers in it included (<c>BPF_MAP_TYPE_ARENA</c>, Linux 6.9). Programs
/// allocate its pages and link structures in them; <see cref="Open"/> reads and changes those in place. It is mapped when it is made and unmapped when
/// the map, or the object, is disposed.
/// </summary>
public sealed class BpfArena
{
    private readonly MapBackend backend;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
    /// <exception cref="BpfException">It can't be mapped where it has to be.</exception>
    /// <exception cref="NotSupportedException">The map is in a simulated world.</exception>
    public BpfArena(BpfMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        backend = map.Require(0, 0, MapType.Arena);
        Map = map;
        if (backend is not LeftOutMap) _ = backend.Arena;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Where it starts, in this process and in the pointers of programs. It never crosses a multiple of 4 GiB.</summary>
    /// <exception cref="InvalidOperationException">The map was not made: the programs that use it were left out.</exception>
    public unsafe ulong Address => (ulong)backend.Arena.Memory.Address;

    /// <summary>Its size in bytes, a multiple of the page size.</summary>
    public long Length => backend.Arena.Length;

    /// <summary>True for addresses in it.</summary>
    /// <param name="address">A pointer that a program has stored.</param>
    public bool Contains(ulong address) => address - Address < (ulong)Length;

    /// <summary>Borrows the memory: it stays mapped until what is returned is disposed, also where the map is disposed meanwhile.</summary>
    /// <returns>The memory.</returns>
    /// <exception cref="ObjectDisposedException">The map is disposed.</exception>
    public ArenaMemory Open() => new(backend.Arena);
}

using System;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of a program array (<see cref="ProgramArray{TSlot}"/>): which program is in which slot.</summary>
/// <typeparam name="TSlot">The slots.</typeparam>
/// <remarks>The kernel empties the slots when the last descriptor of the array is closed, which disposing the object does.</remarks>
public sealed class BpfProgramArray<TSlot> where TSlot : unmanaged, Enum
{
    private readonly MapBackend backend;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
    public BpfProgramArray(BpfMap map)
    {
        backend = map.Require(sizeof(uint), sizeof(uint), MapType.ProgArray);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Puts a program into a slot; one that is there already is replaced.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="program">A program of the type that the programs tail-calling have.</param>
    /// <exception cref="ArgumentException">There is no such slot.</exception>
    /// <exception cref="BpfException">The kernel refused, for example a program of another type.</exception>
    public void Set(TSlot slot, BpfProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        uint key = Slots<TSlot>.IndexOf(slot);
        int result = program.Handle is WorldProgram inWorld ? Put(key, inWorld.World.GetProgramId(program.Name)) : PutDescriptor(key, program.Handle.Descriptor);
        if (result != 0)
            throw MapFailure.Describe(backend, $"Putting program '{program.Name}' into slot {slot} of", result);
    }

    /// <summary>Empties a slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <returns>False where it was empty.</returns>
    /// <exception cref="ArgumentException">There is no such slot.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Clear(TSlot slot)
    {
        uint key = Slots<TSlot>.IndexOf(slot);
        int result = backend.Delete(Raw.Bytes(in key));
        return result switch
        {
            0 => true,
            -Errno.ENOENT => false,
            _ => throw MapFailure.Describe(backend, "Emptying a slot of", result),
        };
    }

    private int PutDescriptor(uint key, FileDescriptor descriptor)
    {
        using FileDescriptor.Lease lease = descriptor.Use();
        return Put(key, (uint)lease.Number);
    }

    private int Put(uint key, uint value) => backend.Update(Raw.Bytes(in key), Raw.Bytes(in value), 0);
}

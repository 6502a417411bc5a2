using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>An address in the current task's memory, 8 bytes.</summary>
/// <typeparam name="T">What is there.</typeparam>
/// <param name="address">The address.</param>
public readonly struct UserPtr<T>(ulong address) where T : unmanaged
{
    /// <summary>The address.</summary>
    public ulong Address { get; } = address;

    /// <summary>True for address 0.</summary>
    public bool IsNull => Address == 0;

    /// <summary>
    /// What is there: each field read is a <c>bpf_probe_read_user</c>. What cannot be read is zero; <see cref="UserMemory.TryRead{T}(ulong, out T)"/> tells.
    /// </summary>
    public ref readonly T Value
    {
        get
        {
            T[] slot = new T[1];
            BpfWorld.Current.ReadMemory(AddressSpace.User, Address, Raw.WritableBytes(ref slot[0]));
            return ref slot[0];
        }
    }
}

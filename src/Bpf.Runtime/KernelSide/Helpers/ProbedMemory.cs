using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>Reads of memory that may not be there, of either address space.</summary>
internal static class ProbedMemory
{
    /// <summary>Reads a value; zero and false on a fault.</summary>
    public static bool TryRead<T>(AddressSpace space, ulong address, out T value) where T : unmanaged
    {
        value = default;
        return BpfWorld.Current.ReadMemory(space, address, Raw.WritableBytes(ref value)) == 0;
    }

    /// <summary>Reads a NUL-terminated string; false and a length of 0 on a fault.</summary>
    public static bool TryReadString<TBuffer>(AddressSpace space, ulong address, ref TBuffer buffer, out int length) where TBuffer : unmanaged
    {
        int result = BpfWorld.Current.ReadString(space, address, Raw.WritableBytes(ref buffer));
        length = int.Max(result, 0);
        return result >= 0;
    }
}

using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Sockets of a group on one port, by index: <c>BPF_MAP_TYPE_REUSEPORT_SOCKARRAY</c>.</summary>
/// <param name="maxEntries">The number of elements, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class ReuseportArray(int maxEntries, [CallerMemberName] string name = "") : MapDeclaration(MapType.ReuseportSockarray, maxEntries, name)
{
    /// <summary>Chooses the socket that gets the packet, in <see cref="SkReuseportAttribute"/> programs: <c>bpf_sk_select_reuseport</c>.</summary>
    /// <param name="index">The socket.</param>
    /// <returns>False where there is no such socket, or it is of another group.</returns>
    public bool TrySelect(uint index) => throw KernelOnly.Operation(this);
}

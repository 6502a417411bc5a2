using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Sockets by index: <c>BPF_MAP_TYPE_SOCKMAP</c>. Programs attached to it see what the sockets send and receive.</summary>
/// <param name="maxEntries">The number of elements, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class SockMap(int maxEntries, [CallerMemberName] string name = "") : MapDeclaration(MapType.Sockmap, maxEntries, name)
{
    /// <summary>
    /// Hands what the program sees to another socket, once the program returns what this returns: <c>bpf_sk_redirect_map</c>, or
    /// <c>bpf_msg_redirect_map</c> in <see cref="SkMsgAttribute"/> programs.
    /// </summary>
    /// <param name="index">The other socket.</param>
    /// <param name="receives">True where that one is to receive it, false where it is to send it.</param>
    /// <returns><see cref="SocketVerdict.Pass"/>; <see cref="SocketVerdict.Drop"/> where there is no such socket.</returns>
    public SocketVerdict Redirect(uint index, bool receives) => throw KernelOnly.Operation(this);

    /// <summary>Puts the connection in that a <see cref="SockOpsAttribute"/> program sees: <c>bpf_sock_map_update</c>.</summary>
    /// <param name="index">Its place; a connection that is there already is replaced.</param>
    /// <returns>False where the index is out of range or the connection is not established.</returns>
    public bool TryAddConnection(uint index) => throw KernelOnly.Operation(this);
}

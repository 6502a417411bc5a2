using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Sockets by key: <c>BPF_MAP_TYPE_SOCKHASH</c>. Programs attached to it see what the sockets send and receive.</summary>
/// <typeparam name="TKey">The key, for example addresses and ports; every byte of it counts, padding too.</typeparam>
/// <param name="maxEntries">Most sockets, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class SockHash<TKey>(int maxEntries, [CallerMemberName] string name = "")
    : MapDeclaration(MapType.Sockhash, maxEntries, name) where TKey : unmanaged
{
    /// <summary>
    /// Hands what the program sees to another socket, once the program returns what this returns: <c>bpf_sk_redirect_hash</c>, or
    /// <c>bpf_msg_redirect_hash</c> in <see cref="SkMsgAttribute"/> programs.
    /// </summary>
    /// <param name="key">The other socket.</param>
    /// <param name="receives">True where that one is to receive it, false where it is to send it.</param>
    /// <returns><see cref="SocketVerdict.Pass"/>; <see cref="SocketVerdict.Drop"/> where there is no such socket.</returns>
    public SocketVerdict Redirect(scoped in TKey key, bool receives) => throw KernelOnly.Operation(this);

    /// <summary>Puts the connection in that a <see cref="SockOpsAttribute"/> program sees: <c>bpf_sock_hash_update</c>.</summary>
    /// <param name="key">Its key; one that is there already is replaced.</param>
    /// <returns>False where the map is full or the connection is not established.</returns>
    public bool TryAddConnection(scoped in TKey key) => throw KernelOnly.Operation(this);
}

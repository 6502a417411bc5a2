using Bpf.Core.Kernel;

namespace Bpf.Vm.Hooks;

/// <summary>
/// What a program type's runs are given. Contexts are bytes, or a fiction (<c>struct xdp_md</c>, <c>struct __sk_buff</c>) whose
/// accesses the kernel rewrites, so that a 32-bit load of <c>data</c> gives a 64-bit pointer.
/// </summary>
/// <param name="Context">The context's fields, which decide accesses where it is rewritten.</param>
/// <param name="IsRewritten">Whether it is.</param>
/// <param name="MinContextSize">Bytes at least: a caller's shorter context is continued with zeros.</param>
/// <param name="Writable">For contexts of bytes: whether programs may write.</param>
/// <param name="HasPacket">Whether there is a packet.</param>
/// <param name="Headroom">Bytes in front of the packet that it may grow into.</param>
/// <param name="LengthOffset">Where the context holds the packet's length, in 4 bytes; -1 for nowhere.</param>
internal sealed record Hook(
    ContextLayout Context,
    bool IsRewritten,
    int MinContextSize,
    bool Writable = false,
    bool HasPacket = false,
    int Headroom = 0,
    int LengthOffset = -1)
{
    // Of no event is the record longer.
    private const int LongestRecord = 8192;

    /// <summary>Bytes of the longest context that a run may have.</summary>
    public int LongestContext => MinContextSize == 0 ? LongestRecord : MinContextSize;
}

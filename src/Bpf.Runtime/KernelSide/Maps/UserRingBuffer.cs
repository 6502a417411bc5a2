using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A queue of records from user space to programs: <c>BPF_MAP_TYPE_USER_RINGBUF</c> (Linux 6.1).</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="bytes">Size in bytes: a power of two and a multiple of the page size. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class UserRingBuffer<T>(int bytes, [CallerMemberName] string name = "")
    : MapDeclaration(MapType.UserRingbuf, bytes, name) where T : unmanaged
{
    /// <summary>Takes out all records that are there, and does something with each: <c>bpf_user_ringbuf_drain</c>. Records shorter than the type are passed over.</summary>
    /// <typeparam name="TState">What the body works on beside.</typeparam>
    /// <param name="state">The state.</param>
    /// <param name="body">A <c>static</c> lambda or method.</param>
    /// <returns>The records taken out, or a negative errno: another program drains it (-EBUSY), or user space wrote what is no record (-EINVAL, -E2BIG).</returns>
    public long Drain<TState>(ref TState state, UserRecordBody<T, TState> body) where TState : unmanaged => throw KernelOnly.Operation(this);
}

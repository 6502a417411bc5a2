using System;
using System.Runtime.CompilerServices;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>
/// A record of a ring buffer that is being written. Every path ends in <see cref="Submit"/> or <see cref="Discard"/>, and writes
/// every field before submitting. In a <c>using</c> block what is not submitted on some way out is discarded there.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public readonly ref struct Reservation<T> where T : unmanaged
{
    private readonly Span<byte> record;
    private readonly IMapModel map;
    private readonly StrongBox<bool> isReleased;

    internal Reservation(Span<byte> record, IMapModel map)
    {
        this.record = record;
        this.map = map;
        isReleased = new();
    }

    /// <summary>The record in the buffer. Its content is undefined until written (0xCC outside of a kernel).</summary>
    /// <exception cref="NullReferenceException">The reservation failed.</exception>
    public ref T Value
    {
        get
        {
            if (record.IsEmpty)
                throw new NullReferenceException($"A Reservation<{typeof(T).Name}> is used that failed.");
            return ref Raw.As<T>(record);
        }
    }

    /// <summary>Makes the record visible to readers: <c>bpf_ringbuf_submit</c>.</summary>
    public void Submit() => Commit(discard: false);

    /// <summary>Drops the record: <c>bpf_ringbuf_discard</c>.</summary>
    public void Discard() => Commit(discard: true);

    /// <summary>Drops the record where it is there and was neither submitted nor discarded: the end of <c>using (reservation) { ... }</c>.</summary>
    public void Dispose()
    {
        if (!record.IsEmpty && !isReleased.Value)
            Discard();
    }

    private void Commit(bool discard)
    {
        if (record.IsEmpty)
            throw new NullReferenceException($"A Reservation<{typeof(T).Name}> is used that failed.");
        map.Commit(record, discard);
        isReleased.Value = true;
    }
}

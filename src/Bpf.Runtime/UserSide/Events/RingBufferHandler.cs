namespace Bpf;

/// <summary>Takes a record where it lies in the ring buffer: no copy, valid during the call only.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="record">The record.</param>
public delegate void RingBufferHandler<T>(ref readonly T record) where T : unmanaged;

namespace Bpf;

/// <summary>
/// Where records come from. Implemented by structs, so that the loop is compiled for each with its calls inlined. Their fields stay in registers as
/// long as no method takes the struct's address and no handler of exceptions needs them: a record's cost halves.
/// </summary>
internal unsafe interface IRecordSource
{
    /// <summary>Bytes that the kernel may have added to a record's end.</summary>
    static abstract int MostPadding { get; }

    /// <summary>Finds the oldest record that was not found yet, of at least 0 bytes.</summary>
    bool TryNext(out byte* record, out int length);

    /// <summary>Gives the room of all records found back. May be called again.</summary>
    void Release();
}

/// <summary>Reads records one by one.</summary>
internal static unsafe class RecordLoop
{
    /// <summary>
    /// Shows up to <paramref name="most"/> records to a handler, which may dispose the reader. Where an exception ends it, the record that was shown
    /// is the first whose room was not given back.
    /// </summary>
    /// <returns>The number of records shown.</returns>
    /// <exception cref="BpfException">A record has another size than <typeparamref name="T"/>.</exception>
    public static int Run<T, TSource>(TSource source, RingReader reader, string map, RingBufferHandler<T> handler, int most)
        where T : unmanaged
        where TSource : struct, IRecordSource
    {
        int count = 0;
        while (count < most && !reader.IsClosed && source.TryNext(out byte* record, out int length))
        {
            if ((uint)(length - sizeof(T)) > (uint)TSource.MostPadding)
                throw OfAnotherSize<T>(map, length);
            count++;
            handler(in *(T*)record);
            source.Release();
        }

        source.Release();
        return count;
    }

    private static BpfException OfAnotherSize<T>(string map, int length) where T : unmanaged =>
        new($"Ring buffer '{map}' holds a record of {length} bytes; {typeof(T).Name} has {sizeof(T)}.");
}

namespace Bpf;

/// <summary>Records of any length: a handler of their first byte asks the reader how long each is.</summary>
/// <param name="source">Where they come from.</param>
/// <param name="reader">What is told their length.</param>
internal unsafe struct AnyLength<TSource>(TSource source, RingReader reader) : IRecordSource where TSource : struct, IRecordSource
{
    private TSource records = source;

    public static int MostPadding => int.MaxValue;

    public bool TryNext(out byte* record, out int length)
    {
        if (!records.TryNext(out record, out length)) return false;
        reader.Length = length;
        length++; // one of no bytes is taken, too
        return true;
    }

    public void Release() => records.Release();
}

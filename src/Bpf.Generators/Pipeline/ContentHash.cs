namespace Bpf.Generators.Pipeline;

/// <summary>FNV-1a over 64 bits: a fast, stable hash of content (never of references to strings).</summary>
internal struct ContentHash
{
    private const ulong Prime = 1099511628211;

    public ulong Value { get; private set; }

    public static ContentHash Start() => new() { Value = 14695981039346656037 };

    public void Add(string text)
    {
        foreach (char c in text)
            Value = (Value ^ c) * Prime;
        Value = (Value ^ 0xFFFF) * Prime; // so that "ab","c" and "a","bc" differ
    }

    public void Add(ulong number) => Value = (Value ^ number) * Prime;
}

namespace Bpf;

/// <summary>A lock that is held until this is disposed of.</summary>
public readonly ref struct LockScope
{
    private readonly ref int held;

    internal LockScope(ref int held) => this.held = ref held;

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => held = 0;
}

namespace Bpf;

/// <summary>A section without preemption, which lasts until this is disposed of.</summary>
public readonly ref struct PreemptionScope
{
    /// <summary>Ends the section.</summary>
    public void Dispose()
    {
    }
}

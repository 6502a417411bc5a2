namespace Bpf;

/// <summary>An RCU read section, which lasts until this is disposed of.</summary>
public readonly ref struct RcuScope
{
    /// <summary>Ends the section.</summary>
    public void Dispose()
    {
    }
}

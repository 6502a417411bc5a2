using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>The span in which a world is the thread's own, see <see cref="BpfWorld.Enter"/>.</summary>
public readonly ref struct WorldScope
{
    private readonly IBpfWorld? before;
    private readonly byte[]? packetBefore;

    internal WorldScope(IBpfWorld? before, byte[]? packetBefore)
    {
        this.before = before;
        this.packetBefore = packetBefore;
    }

    /// <summary>Brings back the world before.</summary>
    public void Dispose() => BpfWorld.Restore(before, packetBefore);
}

using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>The span in which a world is the thread's own, see <see cref="BpfWorld.Enter"/>.</summary>
public readonly ref struct WorldScope
{
    private readonly IBpfWorld? before;

    internal WorldScope(IBpfWorld? before) => this.before = before;

    /// <summary>Brings back the world before.</summary>
    public void Dispose() => BpfWorld.Restore(before);
}

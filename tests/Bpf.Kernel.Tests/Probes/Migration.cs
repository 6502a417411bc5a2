using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>Counts the connections that choose a socket of a group, and those that move to another. It is of 5.14, as maps by index are.</summary>
[BpfObject(License = "GPL")]
public static partial class Migration
{
    static ulong Chosen;
    static ulong Moved;

    [SkReuseport(Migrate = true), Requires(Feature.MapIndexes)]
    static SocketVerdict Choose(in SkReuseport ctx)
    {
        if (ctx.IsMigrating)
            Interlocked.Increment(ref Moved);
        else
            Interlocked.Increment(ref Chosen);
        return SocketVerdict.Pass;
    }
}

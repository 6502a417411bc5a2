using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>Something that ends by itself.</summary>
public struct Ending
{
    /// <summary>When.</summary>
    public BpfTimer Timer;

    /// <summary>How often it was started.</summary>
    public ulong Started;
}

/// <summary>A timer in each value of a map, which removes it.</summary>
[BpfObject(License = "GPL")]
public static partial class Timers
{
    /// <summary>What has not ended.</summary>
    static readonly HashMap<uint, Ending> Endings = new(maxEntries: 16);

    /// <summary>How many have.</summary>
    static ulong Ended;

    [Xdp, Requires(Feature.Timers)]
    static XdpAction Start(XdpContext ctx)
    {
        uint key = ctx.Length;
        Endings.TryAdd(key, new());
        if (!Endings.TryFind(key, out Ref<Ending> ending))
            return XdpAction.Aborted;
        ending.Value.Started++;
        if (ending.Value.Timer.TryInit(Endings) && !ending.Value.Timer.TrySetCallback<uint, Ending>(End))
            return XdpAction.Drop;
        return ending.Value.Timer.TryStart(2_000_000) ? XdpAction.Pass : XdpAction.Tx;
    }

    private static void End(in uint key, ref Ending ending)
    {
        Ended += ending.Started;
        Endings.Remove(key);
    }
}

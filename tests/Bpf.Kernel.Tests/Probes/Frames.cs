namespace Bpf.Kernel.Tests.Probes;

/// <summary>Drops Ethernet frames of one type, marks and passes the others.</summary>
[BpfObject(License = "GPL")]
public static partial class Frames
{
    /// <summary>The EtherType to drop.</summary>
    [Config]
    static uint DroppedType;

    /// <summary>Frames dropped.</summary>
    static ulong Dropped;

    /// <summary>Frames passed.</summary>
    static ulong Passed;

    [Xdp]
    static XdpAction Filter(XdpContext ctx)
    {
        PacketCursor cursor = ctx.Cursor;
        if (!cursor.TryRead(out Ref<EthernetHeader> ethernet))
            return XdpAction.Aborted;
        if (ethernet.Value.EtherType == DroppedType)
        {
            Interlocked.Increment(ref Dropped);
            return XdpAction.Drop;
        }

        Interlocked.Increment(ref Passed);
        return XdpAction.Pass;
    }
}

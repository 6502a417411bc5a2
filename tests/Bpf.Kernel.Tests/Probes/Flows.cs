namespace Bpf.Kernel.Tests.Probes;

/// <summary>A flow, in one version of a program.</summary>
public struct FlowBefore
{
    /// <summary>How many packets.</summary>
    public uint Packets;

    /// <summary>How many bytes.</summary>
    public uint Bytes;
}

/// <summary>A flow, in the next version: as long, and something else.</summary>
public struct FlowAfter
{
    /// <summary>How many bytes.</summary>
    public uint Bytes;

    /// <summary>How many packets.</summary>
    public uint Packets;
}

/// <summary>A version of a program.</summary>
[BpfObject(License = "GPL")]
public static partial class FlowsBefore
{
    static readonly HashMap<uint, FlowBefore> Flows = new(maxEntries: 8);

    [Xdp]
    static XdpAction Look(XdpContext ctx) => Flows.TryFind(1, out Ref<FlowBefore> flow) && flow.Value.Bytes > 0 ? XdpAction.Pass : XdpAction.Drop;
}

/// <summary>The next version.</summary>
[BpfObject(License = "GPL")]
public static partial class FlowsAfter
{
    static readonly HashMap<uint, FlowAfter> Flows = new(maxEntries: 8);

    [Xdp]
    static XdpAction Look(XdpContext ctx) => Flows.TryFind(1, out Ref<FlowAfter> flow) && flow.Value.Bytes > 0 ? XdpAction.Pass : XdpAction.Drop;
}

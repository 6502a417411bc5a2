using Bpf;

/// <summary>What one rule has dropped.</summary>
public struct RuleCounter
{
    /// <summary>Packets dropped.</summary>
    public ulong Packets;

    /// <summary>Their bytes, from the Ethernet header on.</summary>
    public ulong Bytes;
}

/// <summary>Drops packets whose IPv4 or IPv6 source is in a list of networks, and counts them by rule.</summary>
[BpfObject(License = "GPL")]
public static partial class XdpFirewall
{
    static readonly LpmTrie<AlignedIpv4Prefix, RuleCounter> Blocked4 = new(maxEntries: 65_536);

    static readonly LpmTrie<Ipv6Prefix, RuleCounter> Blocked6 = new(maxEntries: 65_536);

    /// <summary>Packets let through, by CPU.</summary>
    static readonly PerCpuArray<ulong> Passed = new(maxEntries: 1);

    [Xdp]
    static XdpAction Filter(XdpContext ctx)
    {
        PacketCursor cursor = ctx.Cursor;
        if (!cursor.TryRead(out Ref<EthernetHeader> ethernet))
            return XdpAction.Pass;
        ushort etherType = ethernet.Value.EtherType;
        if (etherType == EtherType.Vlan)
        {
            if (!cursor.TryRead(out Ref<VlanHeader> vlan))
                return XdpAction.Pass;
            etherType = vlan.Value.EtherType;
        }

        if (etherType == EtherType.IPv4)
        {
            if (!cursor.TryRead(out Ref<Ipv4Header> ip))
                return XdpAction.Pass;
            AlignedIpv4Prefix source = new() { PrefixLength = 32, Address = ip.Value.Source };
            if (Blocked4.TryFind(source, out Ref<RuleCounter> rule))
                return Drop(ref rule.Value, ctx.Length);
        }
        else if (etherType == EtherType.IPv6)
        {
            if (!cursor.TryRead(out Ref<Ipv6Header> ip))
                return XdpAction.Pass;
            Ipv6Prefix source = new() { PrefixLength = 128, Address = ip.Value.Source };
            if (Blocked6.TryFind(source, out Ref<RuleCounter> rule))
                return Drop(ref rule.Value, ctx.Length);
        }

        if (Passed.TryFind(0, out Ref<ulong> passed))
            passed.Value++;
        return XdpAction.Pass;
    }

    static XdpAction Drop(ref RuleCounter rule, uint length)
    {
        Interlocked.Increment(ref rule.Packets);
        Interlocked.Add(ref rule.Bytes, length);
        return XdpAction.Drop;
    }
}

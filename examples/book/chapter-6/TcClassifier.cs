using Bpf;

namespace Book.Chapter6;

/// <summary>Prints when an HTTP response comes in.</summary>
[BpfObject(License = "GPL")]
public static partial class TcClassifier
{
    /// <summary>"HTTP", as the bytes stand in the packet.</summary>
    private const uint Http = 0x4854_5450;

    static ulong Responses;

    [Tc]
    static TcAction Classify(in SkBuff ctx)
    {
        if (ctx.Protocol != EtherType.IPv4 || !ctx.TryLoad(EthernetHeader.Size, out byte versionAndLength)) return TcAction.Ok;
        if (!ctx.TryLoad(EthernetHeader.Size + 9, out byte protocol) || protocol != IpProtocol.Tcp) return TcAction.Ok;
        uint tcp = EthernetHeader.Size + (uint)((versionAndLength & 0xF) * 4);
        if (!ctx.TryLoad(tcp + 12, out byte offset)) return TcAction.Ok;
        if (!ctx.TryLoad(tcp + (uint)((offset >> 4) * 4), out UInt32BE payload) || payload != Http) return TcAction.Ok;
        Interlocked.Increment(ref Responses);
        Trace.Print($"Yes! It is HTTP!");
        return TcAction.Ok;
    }

    /// <summary>Watches an interface until it is canceled.</summary>
    public static Task Run(TextWriter output, CancellationToken stop) =>
        Printing.Run(Load(), loaded => loaded.Classify.Attach("lo", TcDirection.Ingress), output, stop);
}

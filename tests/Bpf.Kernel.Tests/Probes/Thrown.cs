using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>A program that ends from within the functions it calls.</summary>
[BpfObject(License = "GPL")]
public static partial class Thrown
{
    static ulong Steps;

    [Kfunc("bpf_throw")]
    private static partial void Throw(ulong cookie);

    [Xdp, Requires(Feature.MayGoto)]
    static XdpAction Packet(XdpContext ctx)
    {
        Steps = Outer(ctx.Length);
        return XdpAction.Pass;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static ulong Outer(uint length)
    {
        ulong inner = Inner(length);
        Steps++;
        return inner + Steps;
    }

    [GlobalFunction]
    static ulong Inner(uint length)
    {
        if (length > 100) Throw((ulong)XdpAction.Tx);
        return length;
    }
}

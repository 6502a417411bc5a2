using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>Functions that kernels verify on their own.</summary>
[BpfObject(License = "GPL")]
public static partial class Globals
{
    /// <summary>What is known of a flow.</summary>
    public struct Flow
    {
        /// <summary>How many packets it had.</summary>
        public uint Packets;

        /// <summary>How many bytes.</summary>
        public ulong Bytes;
    }

    static readonly HashMap<uint, Flow> Flows = new(16);

    /// <summary>What the functions came to.</summary>
    static ulong Sum;

    /// <summary>Numbers and the context: every kernel's functions take them.</summary>
    [Xdp]
    static XdpAction Numbers(XdpContext ctx)
    {
        Sum = (ulong)Mix((sbyte)-3, (ushort)ctx.Length, ctx.Length > 60);
        return (XdpAction)Answer(ctx);
    }

    [GlobalFunction]
    static int Answer(XdpContext ctx) => ctx.Length > 100 ? (int)XdpAction.Drop : (int)XdpAction.Pass;

    [GlobalFunction]
    static long Mix(sbyte a, ushort b, bool c) => (a * 1000L) + b + (c ? 7 : 0);

    /// <summary>Memory of all kinds: Linux 5.13.</summary>
    [Xdp, Requires(Feature.Timers)]
    static XdpAction Memory(XdpContext ctx)
    {
        Flow local = default;
        Count(ref local, ctx.Length);
        Flows.TryFind(7, out Ref<Flow> missing);
        Sum = Total(in local, missing);
        Flows.TryAdd(7, local);
        if (!Flows.TryFind(7, out Ref<Flow> found)) return XdpAction.Aborted;
        Count(ref found.Value, 1000);
        Sum += Total(local, found);
        Split(Sum, out uint low, out byte high);
        Sum = low + high;
        return XdpAction.Pass;
    }

    [GlobalFunction]
    static void Count(ref Flow flow, uint bytes)
    {
        flow.Packets++;
        flow.Bytes += bytes;
    }

    [GlobalFunction]
    static ulong Total(in Flow flow, Ref<Flow> other) => flow.Bytes + (other.IsNull ? 0 : other.Value.Bytes * other.Value.Packets);

    [GlobalFunction]
    static void Split(ulong n, out uint low, out byte high)
    {
        low = (uint)n;
        high = (byte)(n >> 56);
    }
}

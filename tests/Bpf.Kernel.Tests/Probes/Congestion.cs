namespace Bpf.Kernel.Tests.Probes;

/// <summary>A connection, as far as congestion control looks at it.</summary>
[KernelType("tcp_sock")]
public struct ConnectionOfKernel
{
    /// <summary>Packets that may be under way.</summary>
    public uint SndCwnd;
}

/// <summary>A congestion control for TCP that lets ten packets be under way.</summary>
[BpfObject(License = "GPL")]
public static partial class Congestion
{
    const uint Window = 10;

    static ulong Connections;
    static ulong Acknowledged;

    [StructOps("tcp_congestion_ops", "init")]
    static int Start(in FunctionArgs ctx)
    {
        Interlocked.Increment(ref Connections);
        return 0;
    }

    [StructOps("tcp_congestion_ops", "ssthresh")]
    static uint SlowStart(in FunctionArgs ctx) => Window;

    [StructOps("tcp_congestion_ops", "undo_cwnd")]
    static uint Undo(in FunctionArgs ctx) => Window;

    [StructOps("tcp_congestion_ops", "cong_avoid")]
    static int Avoid(in FunctionArgs ctx)
    {
        Interlocked.Add(ref Acknowledged, ctx[2]);
        return 0;
    }
}

using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>What user space asks a program to do.</summary>
public struct Order
{
    /// <summary>Which.</summary>
    public uint Kind;

    /// <summary>With what.</summary>
    public ulong Number;
}

/// <summary>Takes orders from user space.</summary>
[BpfObject(License = "GPL")]
public static partial class Orders
{
    static readonly UserRingBuffer<Order> Queue = new(bytes: 4096);

    static ulong Sum;

    /// <summary>Adds up the orders' numbers, up to one of kind 0; returns how many were taken.</summary>
    [RawTracepoint("sys_enter"), Requires(Feature.UserRingBuffer)]
    static int Take(in RawTracepointArgs ctx)
    {
        ulong sum = 0;
        long taken = Queue.Drain(ref sum, static (in Order order, ref ulong total) =>
        {
            if (order.Kind == 0) return LoopControl.Break;
            total += order.Number;
            return LoopControl.Continue;
        });
        Sum += sum;
        return (int)taken;
    }
}

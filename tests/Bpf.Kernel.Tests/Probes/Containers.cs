using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>Maps that hold something else than values by key, used by both sides.</summary>
[BpfObject(License = "GPL")]
public static partial class Containers
{
    static readonly QueueMap<ulong> Queue = new(maxEntries: 4);
    static readonly StackMap<ulong> Stack = new(maxEntries: 4);
    static readonly LruPerCpuHashMap<uint, ulong> Recent = new(maxEntries: 64);
    static readonly PerfEventArray<Sighting> Sightings = new();
    static readonly CgroupArray Groups = new(maxEntries: 2);
    static readonly DevMap Interfaces = new(maxEntries: 4);

    static ulong Number;
    static ulong Reported;
    static uint Flags;

    /// <summary>Moves a number from the queue to the stack, and leaves what it saw.</summary>
    [RawTracepoint("sys_enter")]
    static int Move(in RawTracepointArgs ctx)
    {
        if (Queue.TryPop(out ulong number))
        {
            Number = number;
            if (!Stack.TryPush(number + 1)) return 2;
            if (!Stack.TryPeek(out ulong top) || top != number + 1) return 3;
            Recent.TrySet((uint)number, number);
            return 1;
        }

        Queue.TryPush(99);
        return 0;
    }

    /// <summary>Reports every call of getpgid(2).</summary>
    [Tracepoint("syscalls", "sys_enter_getpgid")]
    static int Report(in SysEnter ctx)
    {
        Flags = Groups.ContainsCurrentTask(0) ? 1u : 0;
        Interlocked.Increment(ref Reported);
        Sightings.TryOutput(new Sighting { Thread = CurrentTask.Pid, Hook = 77, Value = (long)ctx.Arg0 });
        return 0;
    }

    /// <summary>Sends every packet to the interface at 1.</summary>
    [Xdp]
    static XdpAction Forward(XdpContext ctx) => Interfaces.Redirect(1, XdpAction.Drop);
}

/// <summary>What sockets of a map send and receive.</summary>
[BpfObject(License = "GPL")]
public static partial class SocketPairs
{
    static readonly SockMap Pair = new(maxEntries: 2);
    static ulong Seen;

    /// <summary>Sends back what came, by the same socket.</summary>
    [SkSkb(SkSkbHook.StreamVerdict)]
    static SocketVerdict Echo(in SkBuff ctx)
    {
        Interlocked.Increment(ref Seen);
        return Pair.Redirect(0, receives: false);
    }

    [SkSkb(SkSkbHook.StreamParser)]
    static int Whole(in SkBuff ctx) => (int)ctx.Len;

    /// <summary>Hands messages to the other socket's receiver, past the network.</summary>
    [SkMsg]
    static SocketVerdict Shortcut(in SkMsg ctx)
    {
        Interlocked.Increment(ref Seen);
        return ctx.LocalPort != 0 ? Pair.Redirect(1, receives: true) : SocketVerdict.Pass;
    }
}

/// <summary>Packets in several buffers.</summary>
[BpfObject(License = "GPL")]
public static partial class JumboFrames
{
    static ulong FirstBuffer;

    [Xdp(Frags = true), Requires(Feature.XdpFrags)]
    static XdpAction Any(XdpContext ctx)
    {
        FirstBuffer = ctx.Length;
        return XdpAction.Pass;
    }

    [Xdp, InsteadOf(nameof(Any))]
    static XdpAction One(XdpContext ctx) => XdpAction.Pass;
}

/// <summary>Maps without keys and maps of places, for programs that run in any world.</summary>
[BpfObject(License = "GPL")]
public static partial class AnyWorld
{
    static readonly QueueMap<ulong> Queue = new(maxEntries: 2);
    static readonly StackMap<ulong> Stack = new(maxEntries: 2);
    static readonly BloomFilter<uint> Filter = new(maxEntries: 16);
    static readonly PerfEventArray<ulong> Records = new();
    static readonly DevMap Interfaces = new(maxEntries: 2);

    /// <summary>Pushes its argument, and says by bits what was refused and what the values beneath are.</summary>
    [RawTracepoint("sys_enter")]
    static int Push(in RawTracepointArgs ctx)
    {
        ulong number = ctx.Argument0;
        int result = (Queue.TryPush(number) ? 0 : 1) | (Stack.TryPush(number) ? 0 : 2);
        if (Queue.TryPeek(out ulong oldest) && oldest == number) result |= 4;
        if (Stack.TryPeek(out ulong newest) && newest == number) result |= 8;
        Records.TryOutput(number);
        return result;
    }

    /// <summary>Takes from both; 0 where there is nothing.</summary>
    [RawTracepoint("sys_enter")]
    static int Pop(in RawTracepointArgs ctx)
    {
        if (!Queue.TryPop(out ulong oldest) || !Stack.TryPop(out ulong newest)) return 0;
        return (int)(oldest * 10 + newest);
    }

    /// <summary>1 for a number that was there, which it adds else.</summary>
    [RawTracepoint("sys_enter"), Requires(Feature.BloomFilter)]
    static int Remember(in RawTracepointArgs ctx)
    {
        uint number = (uint)ctx.Argument0;
        if (Filter.MayContain(number)) return 1;
        return Filter.TryAdd(number) ? 0 : -1;
    }

    [Xdp]
    static XdpAction Forward(XdpContext ctx) => Interfaces.Redirect(1, XdpAction.Tx);
}

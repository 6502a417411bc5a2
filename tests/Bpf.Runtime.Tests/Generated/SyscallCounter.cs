namespace Bpf.Runtime.Tests.Generated;

/// <summary>What a user writes.</summary>
[BpfObject(License = "GPL")]
public static partial class SyscallCounter
{
    static readonly HashMap<ulong, ulong> Counts = new(maxEntries: 1024);
    static readonly RingBuffer<ulong> Events = new(bytes: 4096);

    [Config(Min = 1, Max = 100)] static uint Step = 1;
    static ulong Faults;

    [RawTracepoint("sys_enter")]
    static int OnEnter(in RawTracepointArgs ctx)
    {
        ulong number = ctx.Argument1;
        if (Counts.TryFind(number, out Ref<ulong> count))
            Interlocked.Add(ref count.Value, Step);
        else if (!Counts.TryAdd(number, Step))
            Interlocked.Increment(ref Faults);
        if (!Events.TryReserve(out Reservation<ulong> e))
            return 0;
        e.Value = number;
        e.Submit();
        return 1;
    }
}

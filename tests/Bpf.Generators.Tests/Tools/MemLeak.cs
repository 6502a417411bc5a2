// Memory that is allocated by malloc and not freed, by stack.
using System.Threading;
using Bpf;

public struct Allocation { public ulong Size, Time; public long Stack; }

[TracepointContext("kmem", "kmalloc")] public partial struct KernelAllocation;
[TracepointContext("kmem", "kfree")] public partial struct KernelFree;

[BpfObject(License = "GPL")]
public static partial class MemLeak
{
    static readonly HashMap<uint, ulong> Sizes = new(maxEntries: 10_240);
    static readonly HashMap<ulong, Allocation> Allocations = new(maxEntries: 1_000_000);
    static readonly StackTraceMap Stacks = new(maxEntries: 10_240);

    public struct Combined { public ulong Total, Count; }
    static readonly HashMap<long, Combined> ByStack = new(maxEntries: 10_240);

    [Config] static ulong MinSize, MaxSize = ulong.MaxValue;
    [Config(Min = 1, Max = 1_000_000)] static ulong SampleRate = 1;

    static int Enter(ulong size)
    {
        if (size < MinSize || size > MaxSize) return 0;
        if (SampleRate > 1 && Helpers.KtimeGetNs() % SampleRate != 0) return 0;
        Sizes.TrySet(CurrentTask.Pid, size);
        return 0;
    }

    static int Leave(ulong address)
    {
        if (!Sizes.TryFind(CurrentTask.Pid, out Ref<ulong> size)) return 0;
        ulong bytes = size.Value;
        Sizes.Remove(CurrentTask.Pid);
        if (address != 0) Record(address, bytes, Stacks.Capture(StackFlags.User));
        return 0;
    }

    static void Record(ulong address, ulong bytes, long stack)
    {
        Allocations.TrySet(address, new() { Size = bytes, Time = Helpers.KtimeGetNs(), Stack = stack });
        ByStack.TryAdd(stack, default);
        if (ByStack.TryFind(stack, out Ref<Combined> combined))
        {
            Interlocked.Add(ref combined.Value.Total, bytes);
            Interlocked.Increment(ref combined.Value.Count);
        }
    }

    static int Free(ulong address)
    {
        if (!Allocations.TryFind(address, out Ref<Allocation> allocation)) return 0;
        (ulong size, long stack) = (allocation.Value.Size, allocation.Value.Stack);
        Allocations.Remove(address);
        if (ByStack.TryFind(stack, out Ref<Combined> combined))
        {
            Interlocked.Add(ref combined.Value.Total, 0 - size);
            Interlocked.Decrement(ref combined.Value.Count);
        }

        return 0;
    }

    [Uprobe("/usr/lib/x86_64-linux-gnu/libc.so.6", "malloc")] static int OnMalloc(in PtRegs ctx) => Enter(ctx.Argument0);
    [Uprobe("/usr/lib/x86_64-linux-gnu/libc.so.6", "calloc")] static int OnCalloc(nuint count, nuint size) => Enter(count * size);
    [Uretprobe("/usr/lib/x86_64-linux-gnu/libc.so.6", "malloc")] static int AfterMalloc(in PtRegs ctx) => Leave(ctx.ReturnValue);
    [Uretprobe("/usr/lib/x86_64-linux-gnu/libc.so.6", "calloc")] static int AfterCalloc([ReturnValue] ulong address) => Leave(address);
    [Uprobe("/usr/lib/x86_64-linux-gnu/libc.so.6", "free")] static int OnFree(ulong address) => Free(address);

    [Tracepoint("kmem", "kmalloc")]
    static int OnKmalloc(in KernelAllocation ctx)
    {
        Record(ctx.Ptr.Address, ctx.BytesAlloc, Stacks.Capture(StackFlags.Kernel));
        return 0;
    }

    [Tracepoint("kmem", "kfree")] static int OnKfree(in KernelFree ctx) => Free(ctx.Ptr.Address);
}

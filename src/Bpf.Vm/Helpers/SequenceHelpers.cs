using System;
using Bpf.Vm.Interpreter;
using Bpf.Vm.Maps;

namespace Bpf.Vm.Helpers;

/// <summary>Helpers on maps without keys, and on those that packets are redirected to (bpf-helpers(7)).</summary>
internal static class SequenceHelpers
{
    private const ulong XdpAborted = 0, XdpRedirect = 4;

    /// <summary>Bits of the flags of <c>bpf_redirect_map</c> that are the verdict for an element that is not there.</summary>
    private const ulong VerdictMask = 3;

    /// <summary><c>BPF_F_INDEX_MASK</c>, <c>BPF_F_CURRENT_CPU</c>.</summary>
    private const ulong CpuMask = 0xffff_ffff;

    /// <summary><c>bpf_map_push_elem(map, value, flags)</c>.</summary>
    public static ulong Push(Machine machine, ulong map, ulong value, ulong flags, ulong r4, ulong r5)
    {
        PushableModel model = machine.MapArgument<PushableModel>(map, "queue, stack or filter");
        return (ulong)model.Push(machine.Read(value, (uint)model.Spec.ValueSize), flags);
    }

    /// <summary><c>bpf_map_pop_elem(map, value)</c>.</summary>
    public static ulong Pop(Machine machine, ulong map, ulong value, ulong r3, ulong r4, ulong r5)
    {
        PushableModel model = machine.MapArgument<PushableModel>(map, "queue, stack or filter");
        return (ulong)model.Pop(machine.Write(value, (uint)model.Spec.ValueSize));
    }

    /// <summary><c>bpf_map_peek_elem(map, value)</c>; filters are only asked.</summary>
    public static ulong Peek(Machine machine, ulong map, ulong value, ulong r3, ulong r4, ulong r5)
    {
        PushableModel model = machine.MapArgument<PushableModel>(map, "queue, stack or filter");
        uint size = (uint)model.Spec.ValueSize;
        return (ulong)model.Peek(model is BloomFilterModel ? machine.Read(value, size).ToArray() : machine.Write(value, size));
    }

    /// <summary><c>bpf_perf_event_output(ctx, map, flags, data, size)</c>: -E2BIG for a CPU that there isn't.</summary>
    public static ulong PerfEventOutput(Machine machine, ulong context, ulong map, ulong flags, ulong data, ulong size)
    {
        PerfEventArrayModel model = machine.MapArgument<PerfEventArrayModel>(map, "perf event array");
        if ((flags & ~CpuMask) != 0) return unchecked((ulong)-Errno.EINVAL);
        if (flags != CpuMask && flags >= (ulong)machine.Kernel.PossibleCpus) return unchecked((ulong)-Errno.E2BIG);
        return (ulong)model.Push(machine.Read(data, size), 0);
    }

    /// <summary><c>bpf_redirect_map(map, key, flags)</c>: the verdict to return.</summary>
    public static ulong RedirectMap(Machine machine, ulong map, ulong key, ulong flags, ulong r4, ulong r5)
    {
        MapModel model = machine.RedirectMapArgument(map);
        if ((flags & ~VerdictMask) != 0) return XdpAborted;
        uint index = (uint)key;
        ReadOnlySpan<byte> element = model.Lookup(BitConverter.GetBytes(index), 0);
        if (element.IsEmpty) return flags & VerdictMask;
        machine.Kernel.Redirect(BitConverter.ToUInt32(element.Slice(0, sizeof(uint)).ToArray(), 0));
        return XdpRedirect;
    }
}

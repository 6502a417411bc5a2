using System.Collections.Generic;
using Bpf.Core.Kernel;

namespace Bpf.Vm.Hooks;

/// <summary>The program types that are simulated, one row each.</summary>
internal static class HookTable
{
    /// <summary><c>XDP_PACKET_HEADROOM</c>, include/uapi/linux/bpf.h.</summary>
    private const int XdpPacketHeadroom = 256;

    private static readonly Dictionary<ProgramType, Hook> Rows = new()
    {
        [ProgramType.Xdp] = new(ContextLayouts.XdpMd, IsRewritten: true, ContextLayouts.XdpMd.Size, HasPacket: true, Headroom: XdpPacketHeadroom),
        [ProgramType.SocketFilter] = SkBuff(ContextLayouts.SocketFilterSkBuff),
        [ProgramType.SchedCls] = SkBuff(ContextLayouts.TrafficControlSkBuff),
        [ProgramType.SchedAct] = SkBuff(ContextLayouts.TrafficControlSkBuff),
        [ProgramType.CgroupSkb] = SkBuff(ContextLayouts.CgroupSkBuff),

        // The verifier doesn't know how long an event's record is: attaching does. Past its end is a fault here.
        [ProgramType.Tracepoint] = Bytes(ContextLayouts.Tracepoint, 0),
        [ProgramType.RawTracepoint] = Bytes(ContextLayouts.RawTracepointArgs, ContextLayouts.RawTracepointArgs.Size),
        [ProgramType.Kprobe] = Bytes(ContextLayouts.PtRegs, ContextLayouts.PtRegs.Size),
        [ProgramType.PerfEvent] = Bytes(ContextLayouts.PerfEventData, ContextLayouts.PerfEventData.Size),
        [ProgramType.Syscall] = Bytes(ContextLayouts.Syscall, 0) with { Writable = true },
    };

    /// <summary>The row of a program type, or null where the type is not simulated.</summary>
    /// <param name="type">The program type.</param>
    public static Hook? Find(ProgramType type) => Rows.TryGetValue(type, out Hook? hook) ? hook : null;

    private static Hook SkBuff(ContextLayout layout) => new(layout, IsRewritten: true, layout.Size, HasPacket: true, LengthOffset: 0);

    private static Hook Bytes(ContextLayout layout, int minSize) => new(layout, IsRewritten: false, minSize);
}

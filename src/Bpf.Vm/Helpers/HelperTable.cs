using System.Collections.Generic;
using Bpf.Core.Kernel;

namespace Bpf.Vm.Helpers;

/// <summary>The helpers that are simulated, one row each. Their prototypes are rows of <see cref="Core.Kernel.Helpers"/>.</summary>
internal static class HelperTable
{
    private static readonly Dictionary<HelperId, HelperBody> Rows = new()
    {
        // Maps.
        [HelperId.MapLookupElem] = MapHelpers.Lookup,
        [HelperId.MapUpdateElem] = MapHelpers.Update,
        [HelperId.MapDeleteElem] = MapHelpers.Delete,
        [HelperId.MapLookupPercpuElem] = MapHelpers.LookupPercpu,
        [HelperId.ForEachMapElem] = MapHelpers.ForEach,

        [HelperId.MapPushElem] = SequenceHelpers.Push,
        [HelperId.MapPopElem] = SequenceHelpers.Pop,
        [HelperId.MapPeekElem] = SequenceHelpers.Peek,
        [HelperId.PerfEventOutput] = SequenceHelpers.PerfEventOutput,
        [HelperId.RedirectMap] = SequenceHelpers.RedirectMap,

        // Ring buffers.
        [HelperId.RingbufOutput] = RingBufferHelpers.Output,
        [HelperId.RingbufReserve] = RingBufferHelpers.Reserve,
        [HelperId.RingbufSubmit] = RingBufferHelpers.Submit,
        [HelperId.RingbufDiscard] = RingBufferHelpers.Discard,
        [HelperId.RingbufQuery] = RingBufferHelpers.Query,

        // Dynptrs.
        [HelperId.DynptrFromMem] = DynptrHelpers.FromMemory,
        [HelperId.DynptrRead] = DynptrHelpers.Read,
        [HelperId.DynptrWrite] = DynptrHelpers.Write,
        [HelperId.DynptrData] = DynptrHelpers.Data,
        [HelperId.RingbufReserveDynptr] = DynptrHelpers.Reserve,
        [HelperId.RingbufSubmitDynptr] = DynptrHelpers.Submit,
        [HelperId.RingbufDiscardDynptr] = DynptrHelpers.Discard,

        // The current task's name; what is a number is in ScalarHelpers.
        [HelperId.GetCurrentComm] = TaskHelpers.GetCurrentComm,

        // Memory that may not be there.
        [HelperId.ProbeRead] = ProbeHelpers.Read,
        [HelperId.ProbeReadUser] = ProbeHelpers.ReadUser,
        [HelperId.ProbeReadKernel] = ProbeHelpers.ReadKernel,
        [HelperId.CopyFromUser] = ProbeHelpers.ReadUser,
        [HelperId.ProbeReadStr] = ProbeHelpers.ReadString,
        [HelperId.ProbeReadUserStr] = ProbeHelpers.ReadUserString,
        [HelperId.ProbeReadKernelStr] = ProbeHelpers.ReadKernelString,

        // Locks: one program runs at a time.
        [HelperId.SpinLock] = (_, _, _, _, _, _) => 0,
        [HelperId.SpinUnlock] = (_, _, _, _, _, _) => 0,

        // Timers.
        [HelperId.TimerInit] = TimerHelpers.Init,
        [HelperId.TimerSetCallback] = TimerHelpers.SetCallback,
        [HelperId.TimerStart] = TimerHelpers.Start,
        [HelperId.TimerCancel] = TimerHelpers.Cancel,

        // Text.
        [HelperId.TracePrintk] = PrintHelpers.TracePrintk,
        [HelperId.TraceVprintk] = PrintHelpers.TraceVprintk,
        [HelperId.Snprintf] = PrintHelpers.Snprintf,
        [HelperId.Strncmp] = PrintHelpers.Strncmp,

        // Packets.
        [HelperId.XdpAdjustHead] = PacketHelpers.AdjustHead,
        [HelperId.XdpAdjustTail] = PacketHelpers.AdjustTail,
        [HelperId.XdpAdjustMeta] = PacketHelpers.AdjustMeta,
        [HelperId.XdpGetBuffLen] = PacketHelpers.Length,
        [HelperId.XdpLoadBytes] = PacketHelpers.XdpLoadBytes,
        [HelperId.XdpStoreBytes] = PacketHelpers.XdpStoreBytes,
        [HelperId.SkbLoadBytes] = PacketHelpers.SkbLoadBytes,
        [HelperId.Redirect] = PacketHelpers.Redirect,
        [HelperId.CsumDiff] = PacketHelpers.ChecksumDifference,

        // Control flow.
        [HelperId.Loop] = LoopHelpers.Loop,
    };

    /// <summary>The body of a helper, or null where it is not simulated. <c>bpf_tail_call</c> is the interpreter's.</summary>
    /// <param name="id">The helper.</param>
    public static HelperBody? Find(HelperId id) => Rows.TryGetValue(id, out HelperBody? body) ? body : ScalarHelpers.Find(id);

    /// <summary>The helpers that are simulated.</summary>
    public static IEnumerable<HelperId> All => [.. Rows.Keys, .. ScalarHelpers.All, HelperId.TailCall];
}

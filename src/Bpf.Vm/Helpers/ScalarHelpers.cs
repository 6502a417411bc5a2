using System.Collections.Generic;
using Bpf.Core.Kernel;

namespace Bpf.Vm.Helpers;

/// <summary>Helpers that take no memory and return a number: time, place, task, chance.</summary>
internal static class ScalarHelpers
{
    private static readonly Dictionary<HelperId, HelperBody> Rows = new()
    {
        [HelperId.KtimeGetNs] = (m, _, _, _, _, _) => m.Kernel.Clock.MonotonicNanoseconds,
        [HelperId.KtimeGetBootNs] = (m, _, _, _, _, _) => m.Kernel.Clock.MonotonicNanoseconds + m.Kernel.Clock.SuspendedNanoseconds,
        [HelperId.KtimeGetTaiNs] = (m, _, _, _, _, _) => m.Kernel.Clock.MonotonicNanoseconds + m.Kernel.Clock.TaiOffsetNanoseconds,
        [HelperId.KtimeGetCoarseNs] = (m, _, _, _, _, _) =>
            m.Kernel.Clock.MonotonicNanoseconds / SimulatedClock.TickNanoseconds * SimulatedClock.TickNanoseconds,
        [HelperId.Jiffies64] = (m, _, _, _, _, _) => m.Kernel.Clock.MonotonicNanoseconds / SimulatedClock.TickNanoseconds,
        [HelperId.GetPrandomU32] = (m, _, _, _, _, _) => m.Kernel.NextRandom(),
        [HelperId.GetSmpProcessorId] = (m, _, _, _, _, _) => (uint)m.Kernel.CurrentCpu,
        [HelperId.GetNumaNodeId] = (_, _, _, _, _, _) => 0,
        [HelperId.GetCurrentPidTgid] = (m, _, _, _, _, _) => (ulong)m.Kernel.CurrentTask.Tgid << 32 | m.Kernel.CurrentTask.Pid,
        [HelperId.GetCurrentUidGid] = (m, _, _, _, _, _) => (ulong)m.Kernel.CurrentTask.Gid << 32 | m.Kernel.CurrentTask.Uid,
        [HelperId.GetCurrentTask] = (m, _, _, _, _, _) => m.Kernel.CurrentTask.Address,
        [HelperId.GetCurrentCgroupId] = (m, _, _, _, _, _) => m.Kernel.CurrentTask.CgroupId,
        [HelperId.GetAttachCookie] = (m, _, _, _, _, _) => m.Kernel.AttachCookie,
    };

    /// <summary>The ids of the rows.</summary>
    public static IEnumerable<HelperId> All => Rows.Keys;

    /// <summary>The body of a helper, or null where it is not one of these.</summary>
    /// <param name="id">The helper.</param>
    public static HelperBody? Find(HelperId id) => Rows.TryGetValue(id, out HelperBody? body) ? body : null;
}

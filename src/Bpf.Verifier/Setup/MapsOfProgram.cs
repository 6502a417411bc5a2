// Rests on: messages of real verdicts.
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Objects;
using Bpf.Verifier.Setup;

namespace Bpf.Verifier;

/// <summary>Which maps a program of which type may use at all.</summary>
internal sealed partial class Engine
{
    private bool IsTracingType => request.ProgramType is ProgramType.Kprobe or ProgramType.Tracepoint or ProgramType.PerfEvent
        or ProgramType.RawTracepoint or ProgramType.RawTracepointWritable;

    private void CheckMapForProgram(int index, int i)
    {
        MapInfo map = maps[index];
        MapType type = map.Spec.Type;
        if (type == MapType.Arena)
        {
            NoteArena(index, i);
        }

        if (type is MapType.StructOps or MapType.InsnArray || !profile.MapTypes.Contains(type))
        {
            throw new NotModeledException($"{type} maps");
        }

        bool sleepable = (flags & ProgramFlags.Sleepable) != 0;
        string? message = FindForbiddenField(map.Fields, sleepable)
            ?? (sleepable && !IsForSleepable(type) ? "Sleepable programs can only use array, hash, ringbuf and local storage maps" : null);
        if (message is not null)
        {
            throw Reject(RejectionReason.ProgramAttributes, message, at: i);
        }
    }

    private string? FindForbiddenField(ObjectFields fields, bool sleepable)
    {
        bool tracing = IsTracingType;
        if (fields.Has(SpecialFieldKind.GraphRoot) && tracing)
        {
            return "tracing progs cannot use bpf_{list_head,rb_root} yet";
        }

        if (fields.Has(SpecialFieldKind.AnyLock))
        {
            return request.ProgramType == ProgramType.SocketFilter ? "socket filter progs cannot use bpf_spin_lock yet"
                : tracing ? "tracing progs cannot use bpf_spin_lock yet"
                : sleepable && !rules.LocksInSleepable ? "sleepable progs cannot use bpf_spin_lock yet"
                : null;
        }

        return !tracing ? null
            : fields.Has(SpecialFieldKind.Timer) && !rules.TimersAnywhere ? "tracing progs cannot use bpf_timer yet"
            : fields.Has(SpecialFieldKind.WorkQueue) ? "tracing progs cannot use bpf_wq yet"
            : null;
    }

    private static bool IsForSleepable(MapType type) => type is MapType.Hash or MapType.LruHash or MapType.Array or MapType.PercpuHash
        or MapType.PercpuArray or MapType.LruPercpuHash or MapType.ArrayOfMaps or MapType.HashOfMaps or MapType.Ringbuf
        or MapType.UserRingbuf or MapType.InodeStorage or MapType.SkStorage or MapType.TaskStorage or MapType.CgrpStorage
        or MapType.Queue or MapType.Stack or MapType.Arena or MapType.InsnArray or MapType.Rhash;
}

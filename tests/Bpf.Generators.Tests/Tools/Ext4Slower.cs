// Slow reads, writes, opens and syncs of ext4.
using Bpf;

[KernelType("path")] public struct KernelPath { public KernelPtr<Entry> Dentry; }
[KernelType("dentry")] public struct Entry { [KernelField("d_name")] public Name Name; }
[KernelType("qstr")] public struct Name { [KernelField("name")] public KernelPtr<byte> Text; }
[KernelType("file")] public struct File { [KernelField("f_path")] public KernelPath Path; }
[KernelType("kiocb")] public struct Kiocb { [KernelField("ki_filp")] public KernelPtr<File> File; [KernelField("ki_pos")] public long Position; }

public enum Operation { Read, Write, Open, Sync }

public struct Slow { public ulong Microseconds; public long End; public long Size; public uint Pid; public Operation Operation; public PathBuffer File; public Comm Task; }

[BpfObject(License = "GPL")]
public static partial class Ext4Slower
{
    struct Pending { public ulong Time; public long Start, End; public KernelPtr<File> File; }

    static readonly HashMap<uint, Pending> Starts = new(maxEntries: 8192);
    static readonly RingBuffer<Slow> Events = new(bytes: 512 * 1024);

    [Config] static uint Target;
    [Config] static ulong MinLatency = 10_000;

    static int Enter(KernelPtr<File> file, long start, long end)
    {
        if (file.IsNull || (Target != 0 && Target != CurrentTask.Tgid)) return 0;
        Starts.TrySet(CurrentTask.Pid, new Pending { Time = Helpers.KtimeGetNs(), Start = start, End = end, File = file });
        return 0;
    }

    static int Leave(Operation operation, long size)
    {
        uint thread = CurrentTask.Pid;
        if (!Starts.TryFind(thread, out Ref<Pending> found)) return 0;
        Pending pending = found.Value;
        Starts.Remove(thread);
        ulong took = (Helpers.KtimeGetNs() - pending.Time) / 1000;
        if (took <= MinLatency || !Events.TryReserve(out Reservation<Slow> slow)) return 0;
        slow.Value = new()
        {
            Microseconds = took,
            Pid = CurrentTask.Tgid,
            Operation = operation,
            Task = CurrentTask.Comm,
            Size = operation switch { Operation.Read or Operation.Write => size, Operation.Sync => pending.End - pending.Start, _ => 0 },
            End = pending.End,
        };
        KernelMemory.TryReadString(pending.File.Value.Path.Dentry.Value.Name.Text, ref slow.Value.File);
        slow.Submit();
        return 0;
    }

    [Kprobe("ext4_file_read_iter")] static int OnRead(KernelPtr<Kiocb> io) => Enter(io.Value.File, io.Value.Position, long.MaxValue);
    [Kretprobe("ext4_file_read_iter")] static int AfterRead([ReturnValue] long size) => Leave(Operation.Read, size);
    [Kprobe("ext4_file_write_iter")] static int OnWrite(KernelPtr<Kiocb> io) => Enter(io.Value.File, io.Value.Position, long.MaxValue);
    [Kretprobe("ext4_file_write_iter")] static int AfterWrite([ReturnValue] long size) => Leave(Operation.Write, size);
    [Kprobe("ext4_sync_file")] static int OnSync(KernelPtr<File> file, long start, long end) => Enter(file, start, end);
    [Kretprobe("ext4_sync_file")] static int AfterSync([ReturnValue] int result) => Leave(Operation.Sync, result);
}

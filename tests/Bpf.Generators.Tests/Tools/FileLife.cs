// Files that live shortly: created and deleted while we watch.
using Bpf;

[KernelType("qstr")]
public struct Qstr { public KernelPtr<byte> Name; public uint Len; }

[KernelType("dentry")]
public struct Dentry
{
    [KernelField("d_name")] public Qstr Name;
    [KernelField("d_parent")] public KernelPtr<Dentry> Parent;
}

public struct ShortLife
{
    public ulong Age;
    public uint Pid;
    public Comm Comm;
    public PathBuffer Name;
    public PathBuffer Parent;
}

[BpfObject(License = "GPL")]
public static partial class FileLife
{
    static readonly LruHashMap<ulong, ulong> Births = new(maxEntries: 8192);
    static readonly RingBuffer<ShortLife> Ends = new(bytes: 1 << 18);

    [Kprobe("security_inode_create")]
    static int OnCreate(KernelPtr<byte> directory, KernelPtr<Dentry> dentry)
    {
        Births.TrySet(dentry.Address, Helpers.KtimeGetBootNs());
        return 0;
    }

    [Kprobe("vfs_unlink")]
    static int OnUnlink(KernelPtr<byte> idmap, KernelPtr<byte> directory, KernelPtr<Dentry> dentry)
    {
        if (!Births.TryFind(dentry.Address, out Ref<ulong> born)) return 0;
        ulong age = Helpers.KtimeGetBootNs() - born.Value;
        Births.Remove(dentry.Address);

        if (!Ends.TryReserve(out Reservation<ShortLife> end)) return 0;
        end.Value.Age = age;
        end.Value.Pid = CurrentTask.Tgid;
        end.Value.Comm = CurrentTask.Comm;
        end.Value.Name = default;
        end.Value.Parent = default;
        KernelMemory.TryReadString(dentry.Value.Name.Name, ref end.Value.Name);
        KernelMemory.TryReadString(dentry.Value.Parent.Value.Name.Name, ref end.Value.Parent);
        end.Submit();
        return 0;
    }
}

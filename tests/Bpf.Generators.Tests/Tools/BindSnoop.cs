// Who binds which port.
using Bpf;

[KernelType("socket")] public struct Socket { public KernelPtr<Sock> Sk; }
[KernelType("sock_common")] public struct SockCommon { [KernelField("skc_family")] public ushort Family; [KernelField("skc_num")] public ushort Port; [KernelField("skc_bound_dev_if")] public int Device; }
[KernelType("sock")] public struct Sock { [KernelField("__sk_common")] public SockCommon Common; }
[KernelType("inet_sock")] public struct InetSock { [KernelField("inet_saddr")] public UInt32BE Address; [KernelField("inet_sport")] public UInt16BE Port; public Sock Sk; }

public struct Bound { public uint Pid; public int Result, Device; public UInt32BE Address; public ushort Port; public Comm Comm; public ulong Time; }

[BpfObject(License = "GPL")]
public static partial class BindSnoop
{
    static readonly HashMap<uint, ulong> Sockets = new(maxEntries: 10_240);
    static readonly PerfEventArray<Bound> Events = new();

    [Kprobe("inet_bind")]
    static int OnEnter(KernelPtr<Socket> socket)
    {
        Sockets.TrySet(CurrentTask.Pid, socket.Address);
        return 0;
    }

    [Kretprobe("inet_bind")]
    static int OnReturn(in PtRegs ctx)
    {
        uint thread = CurrentTask.Pid;
        if (!Sockets.TryFind(thread, out Ref<ulong> address)) return 0;
        KernelPtr<Socket> socket = new(address.Value);
        Sockets.Remove(thread);
        KernelPtr<Sock> sock = socket.Value.Sk;
        KernelPtr<InetSock> inet = new(sock.Address);
        Bound bound = default;
        bound.Pid = CurrentTask.Tgid;
        bound.Comm = CurrentTask.Comm;
        bound.Result = (int)ctx.ReturnValue;
        bound.Device = sock.Value.Common.Device;
        bound.Port = inet.Value.Port;
        bound.Address = inet.Value.Address;
        bound.Time = Helpers.KtimeGetNs() / 1000;
        Events.TryOutput(in bound);
        return 0;
    }
}

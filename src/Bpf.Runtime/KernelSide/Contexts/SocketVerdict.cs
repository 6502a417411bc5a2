namespace Bpf;

/// <summary>A verdict of the programs of sockets (<c>enum sk_action</c>, include/uapi/linux/bpf.h).</summary>
public enum SocketVerdict
{
    /// <summary><c>SK_DROP</c>.</summary>
    Drop = 0,

    /// <summary><c>SK_PASS</c>.</summary>
    Pass = 1,
}

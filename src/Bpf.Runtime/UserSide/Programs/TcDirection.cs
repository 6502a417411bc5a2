namespace Bpf;

/// <summary>Which packets of an interface a traffic control program sees (<c>TC_H_MIN_INGRESS</c>, <c>TC_H_MIN_EGRESS</c> of clsact, include/uapi/linux/pkt_sched.h).</summary>
public enum TcDirection : uint
{
    /// <summary>Those that come in.</summary>
    Ingress = 0xFFFF_FFF2,

    /// <summary>Those that go out.</summary>
    Egress = 0xFFFF_FFF3,
}

// Rests on: the names the kernel's log prints, and include/linux/bpf.h for the names of the types.
using System;

namespace Bpf.Verifier.State;

/// <summary>What a register holds (<c>enum bpf_reg_type</c>): a base type in the low byte, flags above.</summary>
[Flags]
internal enum RegisterType
{
    NotInit = 0,
    ScalarValue = 1,
    PtrToCtx = 2,
    ConstPtrToMap = 3,
    PtrToMapValue = 4,
    PtrToMapKey = 5,
    PtrToStack = 6,
    PtrToPacketMeta = 7,
    PtrToPacket = 8,
    PtrToPacketEnd = 9,
    PtrToFlowKeys = 10,
    PtrToSocket = 11,
    PtrToSockCommon = 12,
    PtrToTcpSock = 13,
    PtrToTpBuffer = 14,
    PtrToXdpSock = 15,
    PtrToBtfId = 16,
    PtrToMem = 17,
    PtrToArena = 18,
    PtrToBuf = 19,
    PtrToFunc = 20,
    ConstPtrToDynptr = 21,

    MaybeNull = 1 << 8,
    MemRdonly = 1 << 9,
    MemRingbuf = 1 << 10,
    Untrusted = 1 << 11,

    /// <summary>Valid for as long as the program runs: may be passed to kernel functions.</summary>
    Trusted = 1 << 12,

    /// <summary>Valid until the RCU section ends.</summary>
    MemRcu = 1 << 13,

    /// <summary>User space's memory.</summary>
    MemUser = 1 << 14,

    /// <summary>A per-CPU object: no address yet.</summary>
    MemPercpu = 1 << 15,

    /// <summary>Allocated by a program: its type is of the program's BTF.</summary>
    MemAlloc = 1 << 16,

    /// <summary>Borrowed from a list or tree: valid until the lock is given back.</summary>
    NonOwningReference = 1 << 17,

    /// <summary>The flags with which a pointer may be passed to kernel functions.</summary>
    SafeFlags = Trusted | MemAlloc | NonOwningReference,

    /// <summary>A slice of a dynptr over the program's own memory.</summary>
    DynptrLocal = 1 << 18,

    /// <summary>A slice of a dynptr over a ring-buffer record.</summary>
    DynptrRingbuf = 1 << 19,

    /// <summary>A slice of a dynptr over a socket buffer's data.</summary>
    DynptrSkb = 1 << 20,

    /// <summary>A slice of a dynptr over an XDP frame.</summary>
    DynptrXdp = 1 << 21,

    /// <summary>A slice of a dynptr over a socket buffer's metadata.</summary>
    DynptrSkbMeta = 1 << 22,

    /// <summary>Slices of what packet changes invalidate.</summary>
    DynptrPacket = DynptrSkb | DynptrXdp | DynptrSkbMeta,

    /// <summary>All kinds of slices.</summary>
    DynptrSlice = DynptrLocal | DynptrRingbuf | DynptrPacket,
}

/// <summary>Names and classes of register types.</summary>
internal static class RegisterTypes
{
    private const RegisterType BaseMask = (RegisterType)0xff;
    private const RegisterType TrustedFlags = RegisterType.SafeFlags;

    private static readonly string[] Names =
    [
        "?", "scalar", "ctx", "map_ptr", "map_value", "map_key", "fp", "pkt_meta", "pkt", "pkt_end", "flow_keys", "sock",
        "sock_common", "tcp_sock", "tp_buffer", "xdp_sock", "ptr_", "mem", "arena", "buf", "func", "dynptr_ptr",
    ];

    public static RegisterType Base(this RegisterType type) => type & BaseMask;

    public static bool MayBeNull(this RegisterType type) => (type & RegisterType.MaybeNull) != 0;

    /// <summary>True for packet data and metadata (not their end).</summary>
    public static bool IsPacket(this RegisterType type) => type is RegisterType.PtrToPacket or RegisterType.PtrToPacketMeta;

    /// <summary>True for packet data, metadata and end.</summary>
    public static bool IsAnyPacket(this RegisterType type) => type is >= RegisterType.PtrToPacketMeta and <= RegisterType.PtrToPacketEnd;

    /// <summary>True for the kinds of sockets that helpers return.</summary>
    public static bool IsSocket(this RegisterType type) => type.Base() is
        RegisterType.PtrToSocket or RegisterType.PtrToSockCommon or RegisterType.PtrToTcpSock or RegisterType.PtrToXdpSock;

    /// <summary>True where a register of the type is certainly no null pointer, so that a comparison with 0 is decided.</summary>
    public static bool IsNeverNull(this RegisterType type) => !type.MayBeNull() && type.Base() switch
    {
        RegisterType.PtrToSocket or RegisterType.PtrToTcpSock or RegisterType.PtrToMapValue or RegisterType.PtrToMapKey
            or RegisterType.PtrToSockCommon or RegisterType.ConstPtrToMap => true,
        RegisterType.PtrToMem => (type & RegisterType.Untrusted) == 0,
        RegisterType.PtrToBtfId => type.IsTrusted(),
        _ => false,
    };

    /// <summary>True where a pointer of the type, though it holds no reference, is valid: no flag but those that say so.</summary>
    public static bool IsTrusted(this RegisterType type) =>
        type.Base() is RegisterType.PtrToSocket or RegisterType.PtrToSockCommon or RegisterType.PtrToTcpSock or RegisterType.ConstPtrToMap
            ? (type & ~BaseMask & ~TrustedFlags) == 0
            : (type & TrustedFlags) != 0 && (type & ~BaseMask & ~TrustedFlags) == 0;

    /// <summary>True where spilling a register of the type keeps its state (<c>is_spillable_regtype</c>).</summary>
    public static bool IsSpillable(this RegisterType type) => type.Base() is
        >= RegisterType.PtrToCtx and not (RegisterType.PtrToTpBuffer or RegisterType.ConstPtrToDynptr);

    /// <summary>The kernel's name, for example <c>map_value_or_null</c>.</summary>
    public static string Name(this RegisterType type) => NamePrefix(type) + Names[(int)type.Base()]
        + (!type.MayBeNull() ? "" : type.Base() == RegisterType.PtrToBtfId ? "or_null_" : "_or_null");

    private static string NamePrefix(RegisterType type) =>
        ((type & RegisterType.MemRdonly) != 0 ? "rdonly_" : "")
        + ((type & RegisterType.MemRingbuf) != 0 ? "ringbuf_" : "")
        + ((type & RegisterType.MemUser) != 0 ? "user_" : "")
        + ((type & RegisterType.MemPercpu) != 0 ? "percpu_" : "")
        + ((type & RegisterType.MemRcu) != 0 ? "rcu_" : "")
        + ((type & RegisterType.Untrusted) != 0 ? "untrusted_" : "")
        + ((type & RegisterType.Trusted) != 0 ? "trusted_" : "");
}

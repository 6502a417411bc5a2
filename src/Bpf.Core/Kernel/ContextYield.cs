namespace Bpf.Core.Kernel;

/// <summary>What a load of a context field leaves in the register, with the kernel's names (<c>enum bpf_reg_type</c>).</summary>
/// <remarks>All but <see cref="Scalar"/> refuse sign-extending loads.</remarks>
public enum ContextYield
{
    /// <summary>A number.</summary>
    Scalar,
    /// <summary><c>PTR_TO_PACKET</c>.</summary>
    PtrToPacket,
    /// <summary><c>PTR_TO_PACKET_META</c>.</summary>
    PtrToPacketMeta,
    /// <summary><c>PTR_TO_PACKET_END</c>.</summary>
    PtrToPacketEnd,
    /// <summary><c>PTR_TO_FLOW_KEYS</c>.</summary>
    PtrToFlowKeys,
    /// <summary><c>PTR_TO_SOCKET</c>.</summary>
    PtrToSocket,
    /// <summary><c>PTR_TO_SOCKET_OR_NULL</c>.</summary>
    PtrToSocketOrNull,
    /// <summary><c>PTR_TO_SOCK_COMMON_OR_NULL</c>.</summary>
    PtrToSockCommonOrNull,
    /// <summary><c>PTR_TO_TP_BUFFER</c>.</summary>
    PtrToTpBuffer,
    /// <summary><c>PTR_TO_BTF_ID</c>, of the structure that <see cref="ContextField.BtfType"/> names.</summary>
    PtrToBtfId,
}

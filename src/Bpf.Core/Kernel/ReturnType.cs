using System;

namespace Bpf.Core.Kernel;

/// <summary>
/// What a helper leaves in r0: a base type in the low byte and modifiers above it, with the kernel's names
/// (<c>enum bpf_return_type</c>, include/linux/bpf.h). The numbers are ours: the kernel's are no ABI.
/// </summary>
[Flags]
public enum ReturnType
{
    /// <summary><c>RET_INTEGER</c>: a scalar.</summary>
    RetInteger = 0,
    /// <summary><c>RET_VOID</c>: r0 is not readable.</summary>
    RetVoid = 1,
    /// <summary><c>RET_PTR_TO_MAP_VALUE</c>: a value of the map passed.</summary>
    PtrToMapValue = 2,
    /// <summary><c>RET_PTR_TO_SOCKET</c>: a full <c>bpf_sock</c>.</summary>
    PtrToSocket = 3,
    /// <summary><c>RET_PTR_TO_TCP_SOCK</c>: a <c>bpf_tcp_sock</c>.</summary>
    PtrToTcpSock = 4,
    /// <summary><c>RET_PTR_TO_SOCK_COMMON</c>: a <c>sock_common</c>.</summary>
    PtrToSockCommon = 5,
    /// <summary><c>RET_PTR_TO_MEM</c>: memory of the size that an argument gave.</summary>
    PtrToMem = 6,
    /// <summary><c>RET_PTR_TO_MEM_OR_BTF_ID</c>: memory or a kernel structure, by the argument's type.</summary>
    PtrToMemOrBtfId = 7,
    /// <summary><c>RET_PTR_TO_BTF_ID</c>: a kernel structure, named by <see cref="HelperPrototype.ReturnBtfType"/>.</summary>
    PtrToBtfId = 8,

    /// <summary>The bits of the base type.</summary>
    BaseMask = 0xff,

    /// <summary><c>PTR_MAYBE_NULL</c>: must be compared with NULL before use.</summary>
    PtrMaybeNull = 1 << 8,
    /// <summary><c>MEM_RDONLY</c>: must not be written.</summary>
    MemRdonly = 1 << 9,
    /// <summary><c>MEM_RINGBUF</c>: a ring-buffer record.</summary>
    MemRingbuf = 1 << 10,
    /// <summary><c>PTR_TRUSTED</c>: valid as an argument of kernel functions.</summary>
    PtrTrusted = 1 << 11,

    /// <summary><c>RET_PTR_TO_MAP_VALUE_OR_NULL</c>.</summary>
    PtrToMapValueOrNull = PtrToMapValue | PtrMaybeNull,
    /// <summary><c>RET_PTR_TO_SOCKET_OR_NULL</c>.</summary>
    PtrToSocketOrNull = PtrToSocket | PtrMaybeNull,
    /// <summary><c>RET_PTR_TO_TCP_SOCK_OR_NULL</c>.</summary>
    PtrToTcpSockOrNull = PtrToTcpSock | PtrMaybeNull,
    /// <summary><c>RET_PTR_TO_SOCK_COMMON_OR_NULL</c>.</summary>
    PtrToSockCommonOrNull = PtrToSockCommon | PtrMaybeNull,
    /// <summary><c>RET_PTR_TO_RINGBUF_MEM_OR_NULL</c>.</summary>
    PtrToRingbufMemOrNull = PtrToMem | MemRingbuf | PtrMaybeNull,
    /// <summary><c>RET_PTR_TO_DYNPTR_MEM_OR_NULL</c>.</summary>
    PtrToDynptrMemOrNull = PtrToMem | PtrMaybeNull,
    /// <summary><c>RET_PTR_TO_BTF_ID_OR_NULL</c>.</summary>
    PtrToBtfIdOrNull = PtrToBtfId | PtrMaybeNull,
    /// <summary><c>RET_PTR_TO_BTF_ID_TRUSTED</c>.</summary>
    PtrToBtfIdTrusted = PtrToBtfId | PtrTrusted,
    /// <summary>Read-only memory or a kernel structure.</summary>
    PtrToRdonlyMemOrBtfId = PtrToMemOrBtfId | MemRdonly,
    /// <summary>Read-only memory or a kernel structure, or NULL.</summary>
    PtrToRdonlyMemOrBtfIdOrNull = PtrToRdonlyMemOrBtfId | PtrMaybeNull,
}

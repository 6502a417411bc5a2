using System;

namespace Bpf.Core.Kernel;

/// <summary>
/// What a helper asks of an argument: a base type in the low byte and modifiers above it, with the kernel's names
/// (<c>enum bpf_arg_type</c> and <c>enum bpf_type_flag</c>, include/linux/bpf.h). The numbers are ours: the kernel's are no ABI.
/// </summary>
[Flags]
public enum ArgumentType
{
    /// <summary><c>ARG_DONTCARE</c>: the helper has no such argument.</summary>
    DontCare = 0,
    /// <summary><c>ARG_CONST_MAP_PTR</c>: a map, by a wide load of its descriptor; known at load time.</summary>
    ConstMapPtr = 1,
    /// <summary><c>ARG_PTR_TO_MAP_KEY</c>: initialized memory of the map's key size.</summary>
    PtrToMapKey = 2,
    /// <summary><c>ARG_PTR_TO_MAP_VALUE</c>: initialized memory of the map's value size.</summary>
    PtrToMapValue = 3,
    /// <summary><c>ARG_PTR_TO_MEM</c>: memory (stack, packet, map value, ...) whose length the next argument gives.</summary>
    PtrToMem = 4,
    /// <summary><c>ARG_PTR_TO_ARENA</c>: a pointer into an arena.</summary>
    PtrToArena = 5,
    /// <summary><c>ARG_CONST_SIZE</c>: length in bytes of the memory argument before; bounded, not 0.</summary>
    ConstSize = 6,
    /// <summary><c>ARG_CONST_SIZE_OR_ZERO</c>: length in bytes of the memory argument before; bounded, may be 0.</summary>
    ConstSizeOrZero = 7,
    /// <summary><c>ARG_CONST_ALLOC_SIZE_OR_ZERO</c>: a constant number of bytes to allocate.</summary>
    ConstAllocSizeOrZero = 8,
    /// <summary><c>ARG_PTR_TO_CTX</c>: the program's context, unmodified.</summary>
    PtrToCtx = 9,
    /// <summary><c>ARG_ANYTHING</c>: any initialized value.</summary>
    Anything = 10,
    /// <summary><c>ARG_PTR_TO_SPIN_LOCK</c>: the <c>bpf_spin_lock</c> in a map value or allocated object.</summary>
    PtrToSpinLock = 11,
    /// <summary><c>ARG_PTR_TO_TIMER</c>: the <c>bpf_timer</c> in a map value.</summary>
    PtrToTimer = 12,
    /// <summary><c>ARG_PTR_TO_SOCK_COMMON</c>: a <c>sock_common</c>.</summary>
    PtrToSockCommon = 13,
    /// <summary><c>ARG_PTR_TO_SOCKET</c>: a full <c>bpf_sock</c>.</summary>
    PtrToSocket = 14,
    /// <summary><c>ARG_PTR_TO_BTF_ID</c>: a kernel structure, named by <see cref="HelperArgument.BtfType"/>.</summary>
    PtrToBtfId = 15,
    /// <summary><c>ARG_PTR_TO_BTF_ID_SOCK_COMMON</c>: a kernel <c>sock_common</c> or a socket of the program's.</summary>
    PtrToBtfIdSockCommon = 16,
    /// <summary><c>ARG_PTR_TO_PERCPU_BTF_ID</c>: a per-CPU kernel variable.</summary>
    PtrToPercpuBtfId = 17,
    /// <summary><c>ARG_PTR_TO_RINGBUF_MEM</c>: what <c>bpf_ringbuf_reserve</c> returned.</summary>
    PtrToRingbufMem = 18,
    /// <summary><c>ARG_PTR_TO_FUNC</c>: a static subprogram of this program.</summary>
    PtrToFunc = 19,
    /// <summary><c>ARG_PTR_TO_STACK</c>: a stack pointer, handed to a callback.</summary>
    PtrToStack = 20,
    /// <summary><c>ARG_PTR_TO_CONST_STR</c>: a NUL-terminated string in a frozen map.</summary>
    PtrToConstStr = 21,
    /// <summary><c>ARG_PTR_TO_DYNPTR</c>: a <c>bpf_dynptr</c> on the stack.</summary>
    PtrToDynptr = 22,
    /// <summary><c>ARG_KPTR_XCHG_DEST</c>: the field of a map value or object that holds a kernel pointer.</summary>
    KptrXchgDest = 23,

    /// <summary>The bits of the base type.</summary>
    BaseMask = 0xff,

    /// <summary><c>PTR_MAYBE_NULL</c>: NULL is accepted too.</summary>
    PtrMaybeNull = 1 << 8,
    /// <summary><c>MEM_RDONLY</c>: the helper only reads it.</summary>
    MemRdonly = 1 << 9,
    /// <summary><c>MEM_UNINIT</c>: need not be initialized before the call; is after it.</summary>
    MemUninit = 1 << 10,
    /// <summary><c>MEM_WRITE</c>: the helper writes it.</summary>
    MemWrite = 1 << 11,
    /// <summary><c>MEM_FIXED_SIZE</c>: of <see cref="HelperArgument.Size"/> bytes; no length argument follows.</summary>
    MemFixedSize = 1 << 12,
    /// <summary><c>MEM_ALIGNED</c>: aligned to its size.</summary>
    MemAligned = 1 << 13,
    /// <summary><c>OBJ_RELEASE</c>: a reference that the call gives back.</summary>
    ObjRelease = 1 << 14,
    /// <summary><c>DYNPTR_TYPE_LOCAL</c>: a dynptr over memory of the program's.</summary>
    DynptrTypeLocal = 1 << 15,
    /// <summary><c>DYNPTR_TYPE_RINGBUF</c>: a dynptr over a ring-buffer record.</summary>
    DynptrTypeRingbuf = 1 << 16,

    /// <summary><c>ARG_PTR_TO_UNINIT_MEM</c>: memory that the helper fills.</summary>
    PtrToUninitMem = PtrToMem | MemUninit | MemWrite,
    /// <summary><c>ARG_PTR_TO_FIXED_SIZE_MEM</c>: memory of a size that the prototype gives.</summary>
    PtrToFixedSizeMem = PtrToMem | MemFixedSize,
    /// <summary>Memory of the map's value size that the helper fills.</summary>
    PtrToUninitMapValue = PtrToMapValue | MemUninit | MemWrite,
    /// <summary><c>ARG_PTR_TO_MAP_VALUE_OR_NULL</c>.</summary>
    PtrToMapValueOrNull = PtrToMapValue | PtrMaybeNull,
    /// <summary><c>ARG_PTR_TO_MEM_OR_NULL</c>.</summary>
    PtrToMemOrNull = PtrToMem | PtrMaybeNull,
    /// <summary>Memory that the helper only reads.</summary>
    PtrToRdonlyMem = PtrToMem | MemRdonly,
    /// <summary>Memory that the helper only reads, or NULL.</summary>
    PtrToRdonlyMemOrNull = PtrToRdonlyMem | PtrMaybeNull,
    /// <summary><c>ARG_PTR_TO_CTX_OR_NULL</c>.</summary>
    PtrToCtxOrNull = PtrToCtx | PtrMaybeNull,
    /// <summary><c>ARG_PTR_TO_SOCKET_OR_NULL</c>.</summary>
    PtrToSocketOrNull = PtrToSocket | PtrMaybeNull,
    /// <summary><c>ARG_PTR_TO_STACK_OR_NULL</c>.</summary>
    PtrToStackOrNull = PtrToStack | PtrMaybeNull,
    /// <summary><c>ARG_PTR_TO_BTF_ID_OR_NULL</c>.</summary>
    PtrToBtfIdOrNull = PtrToBtfId | PtrMaybeNull,
}

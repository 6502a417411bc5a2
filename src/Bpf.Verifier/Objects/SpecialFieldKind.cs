using System;

namespace Bpf.Verifier.Objects;

/// <summary>Fields of map values and allocated objects that only their own functions may touch (<c>enum btf_field_type</c>).</summary>
[Flags]
internal enum SpecialFieldKind
{
    None = 0,
    SpinLock = 1,
    ResSpinLock = 2,
    Timer = 4,
    WorkQueue = 8,
    TaskWork = 16,
    ListHead = 32,
    ListNode = 64,
    RbRoot = 128,
    RbNode = 256,
    Refcount = 512,

    /// <summary>A pointer to a kernel structure that holds no reference.</summary>
    KptrUnref = 1024,

    /// <summary>A pointer that owns what it points to.</summary>
    KptrRef = 2048,

    /// <summary>A pointer that owns a per-CPU object.</summary>
    KptrPercpu = 4096,

    /// <summary>A pointer to user space's memory.</summary>
    Uptr = 8192,

    AnyLock = SpinLock | ResSpinLock,
    AnyKptr = KptrUnref | KptrRef | KptrPercpu,
    AnyPointer = AnyKptr | Uptr,
    GraphRoot = ListHead | RbRoot,
    GraphNode = ListNode | RbNode,

    /// <summary>What the values of maps may hold: nodes are in allocated objects only.</summary>
    InMapValues = AnyLock | Timer | WorkQueue | TaskWork | GraphRoot | Refcount | AnyPointer,

    /// <summary>What allocated objects may hold.</summary>
    InObjects = AnyLock | GraphRoot | GraphNode | Refcount | AnyKptr,
}

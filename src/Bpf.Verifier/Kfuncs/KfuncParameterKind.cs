namespace Bpf.Verifier.Kfuncs;

/// <summary>What a parameter of a kernel function asks for (Documentation/bpf/kfuncs.rst).</summary>
internal enum KfuncParameterKind
{
    /// <summary>Not looked at: <c>__ign</c>, or filled in by the kernel.</summary>
    Ignored,

    /// <summary>A number.</summary>
    Scalar,

    /// <summary>The program's context.</summary>
    Context,

    /// <summary>A null pointer was passed where one is allowed.</summary>
    Null,

    /// <summary><c>__alloc</c>: an object that the program allocated.</summary>
    AllocatedObject,

    /// <summary><c>__refcounted_kptr</c>: an object with a count of references.</summary>
    RefcountedObject,

    /// <summary>A dynptr.</summary>
    Dynptr,

    /// <summary>An iterator's state on the stack.</summary>
    Iterator,

    /// <summary>The head of a list.</summary>
    ListHead,

    /// <summary>A list's node.</summary>
    ListNode,

    /// <summary>The root of a red-black tree.</summary>
    TreeRoot,

    /// <summary>A tree's node.</summary>
    TreeNode,

    /// <summary><c>__str</c>: a constant string.</summary>
    ConstantString,

    /// <summary><c>__map</c>: a map.</summary>
    Map,

    /// <summary>A work queue in a map value.</summary>
    WorkQueue,

    /// <summary>Task work in a map value.</summary>
    TaskWork,

    /// <summary><c>__irq_flag</c>: saved interrupt flags on the stack.</summary>
    IrqFlag,

    /// <summary>A queued spin lock.</summary>
    SpinLock,

    /// <summary>A kernel structure.</summary>
    Structure,

    /// <summary>A function of the program.</summary>
    Callback,

    /// <summary>Memory of the type pointed to.</summary>
    Memory,

    /// <summary>Memory whose size the next parameter gives.</summary>
    SizedMemory,
}

using System;

namespace Bpf.Core.Kernel;

/// <summary>What a kernel function demands or does (the <c>KF_*</c> flags, include/linux/btf.h; Documentation/bpf/kfuncs.rst).</summary>
[Flags]
public enum KfuncTraits
{
    /// <summary>Nothing of the below.</summary>
    None = 0,
    /// <summary><c>KF_ACQUIRE</c>: the result is a reference that must be released.</summary>
    Acquires = 1,
    /// <summary><c>KF_RELEASE</c>: gives back the reference passed.</summary>
    Releases = 2,
    /// <summary><c>KF_RET_NULL</c>: the result may be null.</summary>
    ReturnsNull = 4,
    /// <summary><c>KF_TRUSTED_ARGS</c>: pointers must be valid and not null.</summary>
    TrustedArguments = 8,
    /// <summary><c>KF_SLEEPABLE</c>: for sleepable programs only.</summary>
    MightSleep = 16,
    /// <summary><c>KF_DESTRUCTIVE</c>: may bring the machine down; needs CAP_SYS_BOOT.</summary>
    Destructive = 32,
    /// <summary><c>KF_RCU</c>: pointers must be valid, or protected by RCU, and not null.</summary>
    Rcu = 64,
    /// <summary><c>KF_ITER_NEW</c>: starts an iterator on the stack.</summary>
    IteratorNew = 128,
    /// <summary><c>KF_ITER_NEXT</c>: moves an iterator on.</summary>
    IteratorNext = 256,
    /// <summary><c>KF_ITER_DESTROY</c>: ends an iterator.</summary>
    IteratorDestroy = 512,
    /// <summary><c>KF_RCU_PROTECTED</c>: called, and its result used, in an RCU section.</summary>
    RcuProtected = 1024,
    /// <summary>Packet pointers held before the call are invalid after it.</summary>
    ChangesPacketData = 2048,
    /// <summary>May be called while a spin lock is held.</summary>
    UnderLock = 4096,
    /// <summary>Calls the subprogram it is given before it returns.</summary>
    CallsBack = 8192,
    /// <summary>Has the subprogram it is given called later.</summary>
    CallsBackLater = 16384,
    /// <summary>Answered by a device's driver: for programs that are bound to the device.</summary>
    OfDevice = 32768,
}

using System;

namespace Bpf.Verifier;

/// <summary>The flags of <c>BPF_PROG_LOAD</c> that change verification (include/uapi/linux/bpf.h).</summary>
[Flags]
internal enum ProgramFlags : uint
{
    None = 0,

    /// <summary><c>BPF_F_STRICT_ALIGNMENT</c>: as on machines without unaligned access.</summary>
    StrictAlignment = 1,

    /// <summary><c>BPF_F_ANY_ALIGNMENT</c>.</summary>
    AnyAlignment = 2,

    /// <summary><c>BPF_F_TEST_STATE_FREQ</c>: remember a state at every prune point.</summary>
    TestStateFrequency = 8,

    /// <summary><c>BPF_F_SLEEPABLE</c>.</summary>
    Sleepable = 16,

    /// <summary><c>BPF_F_XDP_HAS_FRAGS</c>.</summary>
    XdpHasFrags = 32,

    /// <summary><c>BPF_F_XDP_DEV_BOUND_ONLY</c>.</summary>
    XdpDevBoundOnly = 64,

    /// <summary><c>BPF_F_TEST_REG_INVARIANTS</c>: contradictory ranges refuse the program.</summary>
    TestRegisterInvariants = 128,
}

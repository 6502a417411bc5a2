using System;

namespace Bpf.Core.Kernel;

/// <summary>How much programs and their maps may use, on every kernel known unless it says otherwise.</summary>
/// <remarks>Each is proven by asking kernels for the most and for one more (eng/kernels/facts).</remarks>
public static class KernelLimits
{
    /// <summary>Bytes of stack, for all functions together that call each other: <c>MAX_BPF_STACK</c>, include/linux/filter.h.</summary>
    public const int Stack = 512;

    /// <summary>Functions of a program, itself included: <c>BPF_MAX_SUBPROGS</c>, include/linux/bpf_verifier.h.</summary>
    public const int Functions = 256;

    /// <summary>Slots of a program, and instructions that the verifier processes on all paths: <c>BPF_COMPLEXITY_LIMIT_INSNS</c>, include/linux/bpf.h.</summary>
    public const int Instructions = 1_000_000;

    /// <summary>Slots of a program that is loaded without capabilities: <c>BPF_MAXINSNS</c>, include/uapi/linux/bpf_common.h.</summary>
    public const int UnprivilegedInstructions = 4096;

    /// <summary>Branches that wait to be walked: <c>BPF_COMPLEXITY_LIMIT_JMP_SEQ</c>, kernel/bpf/verifier.c.</summary>
    public const int PendingBranches = 8192;

    /// <summary>Maps that a program refers to: <c>MAX_USED_MAPS</c>, include/linux/bpf_verifier.h.</summary>
    public const int Maps = 64;

    /// <summary>Programs that a run goes through after the first: <c>MAX_TAIL_CALL_CNT</c>, include/linux/bpf.h.</summary>
    public const int TailCalls = 33;

    /// <summary>Frames of functions that call each other, the program's own included: <c>MAX_CALL_FRAMES</c>, include/linux/bpf_verifier.h.</summary>
    /// <param name="kernel">The kernel's version.</param>
    public static int CallFrames(Version kernel) => kernel >= new Version(7, 2) ? 16 : 8; // 6.18 has 8

    /// <summary>What each frame counts for, as a multiple of bytes: <c>round_up_stack_depth</c>, kernel/bpf/verifier.c; 6.7 halved it.</summary>
    /// <param name="kernel">The kernel's version.</param>
    public static int FrameRounding(Version kernel) => kernel >= new Version(6, 7) ? 16 : 32;

    /// <summary>
    /// True for kernels whose verifier follows a callback (of <c>bpf_loop</c>, <c>bpf_for_each_map_elem</c>) for any number of calls. Older ones walk through it
    /// once, take what memory holds before the first call for what it always holds, and remove branches by that. Source: the changelog of 6.7, "bpf: verify
    /// callbacks as if they are called unknown number of times"; proven on 6.1.
    /// </summary>
    /// <param name="kernel">The kernel's version.</param>
    public static bool FollowsCallbacks(Version kernel) => kernel >= FollowedCallbacks;

    /// <summary>The first release whose verifier follows callbacks for any number of calls.</summary>
    public static Version FollowedCallbacks { get; } = new(6, 7);

    /// <summary>The first release whose global functions take pointers to memory: 5.13, commit e5069b9c23b3.</summary>
    public static Version MemoryArguments { get; } = new(5, 13);

    /// <summary>The first release that reads tags of a global function's parameters (<c>arg:ctx</c>, <c>arg:nonnull</c>): 6.8, commit 94e1c70a3452.</summary>
    public static Version TaggedArguments { get; } = new(6, 8);

    /// <summary>The greatest size of a buffer for the verifier's log, in bytes.</summary>
    public const int MaxLog = int.MaxValue / 2;
}

using System;

namespace Bpf.Verifier.Setup;

/// <summary>What is known of an instruction before any path is walked.</summary>
[Flags]
internal enum InstructionFacts : byte
{
    None = 0,

    /// <summary>States are compared and remembered here.</summary>
    PrunePoint = 1,

    /// <summary>Reached by a jump: the history must say from where.</summary>
    JumpPoint = 2,

    /// <summary>A state is always remembered here.</summary>
    ForceCheckpoint = 4,

    /// <summary>A path that was walked came through it, other than by speculation.</summary>
    Reached = 8,

    /// <summary>A call whose helper calls a callback before it returns.</summary>
    CallsBack = 16,

    /// <summary>A call for an iterator's next element.</summary>
    IteratorNext = 32,

    /// <summary>A fence against speculation is compiled before it.</summary>
    Fenced = 64,

    /// <summary>A fence against speculation is compiled after it.</summary>
    FencedAfter = 128,
}

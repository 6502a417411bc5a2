using Bpf.Verifier.Functions;

namespace Bpf.Verifier.Setup;

/// <summary>One subprogram: a run of instructions entered by calls (0 is the program itself).</summary>
internal sealed class Subprogram(int start)
{
    /// <summary>Its first instruction.</summary>
    public int Start { get; } = start;

    /// <summary>The instruction after its last.</summary>
    public int End { get; set; }

    /// <summary>Stack bytes that its frames use, over all paths.</summary>
    public int StackDepth { get; set; }

    /// <summary>True where it calls <c>bpf_tail_call</c>.</summary>
    public bool HasTailCall { get; set; }

    /// <summary>True where it, or what it calls, may move packet data.</summary>
    public bool ChangesPacketData { get; set; }

    /// <summary>True where it uses <c>ld_abs</c> or <c>ld_ind</c>.</summary>
    public bool HasLdAbs { get; set; }

    /// <summary>True for a global function: verified apart, for any arguments.</summary>
    public bool IsGlobal { get; set; }

    /// <summary>True once a verified path calls it (looked at for global functions).</summary>
    public bool IsCalled { get; set; }

    /// <summary>True for the function that runs when the program throws.</summary>
    public bool IsExceptionCallback { get; set; }

    /// <summary>True for any callback.</summary>
    public bool IsCallback { get; set; }

    /// <summary>True for a callback that is called later: its stack is its own.</summary>
    public bool IsAsyncCallback { get; set; }

    /// <summary>True where it, or what it calls, may sleep.</summary>
    public bool MightSleep { get; set; }

    /// <summary>True where it, or what it calls, may throw.</summary>
    public bool MightThrow { get; set; }

    /// <summary>True for a function with static linkage: the only ones that may be callbacks.</summary>
    public bool IsStatic { get; set; }

    /// <summary>True once it has been verified apart.</summary>
    public bool IsVerified { get; set; }

    /// <summary>Its BTF id; 0 without.</summary>
    public int TypeId { get; set; }

    /// <summary>What it takes; null until asked for.</summary>
    public FunctionArgument[]? Arguments { get; set; }

    /// <summary>The function's name in BTF; empty without.</summary>
    public string Name { get; set; } = "";
}

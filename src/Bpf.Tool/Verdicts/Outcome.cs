namespace Bpf.Tool.Verdicts;

/// <summary>What becomes of a program on a kernel.</summary>
internal enum Outcome
{
    /// <summary>The kernel loads it.</summary>
    Accept,

    /// <summary>The kernel's verifier refuses it.</summary>
    Reject,

    /// <summary>It does something that is not modeled.</summary>
    Unknown,

    /// <summary>It never gets to the verifier: the kernel lacks what the object refers to.</summary>
    Unlinked,
}

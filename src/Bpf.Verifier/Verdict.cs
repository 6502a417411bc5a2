namespace Bpf.Verifier;

/// <summary>What the simulator says about a program and one kernel.</summary>
public enum Verdict
{
    /// <summary>The kernel loads it.</summary>
    Accept,

    /// <summary>The kernel refuses it; <see cref="VerificationResult.Rejection"/> says why.</summary>
    Reject,

    /// <summary>The program uses something that is not modelled; <see cref="VerificationResult.UnknownFeature"/> names it.</summary>
    Unknown,
}

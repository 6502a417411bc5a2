using System.Threading;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Verifier;

/// <summary>
/// The simulator of the kernel's verifier: a load request and a kernel in, that kernel's verdict out. What is not modelled
/// gives <see cref="Verdict.Unknown"/> with its name, never a guess.
/// </summary>
public static class Verifier
{
    /// <summary>Verifies one program for one kernel.</summary>
    /// <param name="request">The program, linked for that kernel.</param>
    /// <param name="profile">The kernel.</param>
    /// <param name="options">Capabilities, log and config ranges; null for the defaults.</param>
    /// <param name="ct">Checked every thousand instructions.</param>
    /// <returns>The verdict, with the reason where it isn't accept.</returns>
    /// <exception cref="System.ArgumentException">The request names no program type.</exception>
    /// <exception cref="System.OperationCanceledException">Canceled.</exception>
    public static VerificationResult Verify(
        LoadRequest request, KernelProfile profile, VerifierOptions? options = null, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        options ??= VerifierOptions.Default;
        VerificationResult result = new Engine(request, profile, options, ct).Run();
        return result.Verdict == Verdict.Reject && !options.ConfigRanges.IsEmpty ? ConfigValues.Verify(request, profile, options, ct) ?? result : result;
    }
}

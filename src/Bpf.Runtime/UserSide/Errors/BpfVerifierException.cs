using Bpf.Core.Explain;

namespace Bpf;

/// <summary>The kernel's verifier refused a program.</summary>
public sealed class BpfVerifierException : BpfException
{
    internal BpfVerifierException(
        string message, int errno, string program, BpfDiagnostic? diagnostic, Rejection? rejection, string log)
        : base(errno, message)
    {
        Program = program;
        Diagnostic = diagnostic;
        Rejection = rejection;
        Log = log;
    }

    /// <summary>The program's name.</summary>
    public string Program { get; }

    /// <summary>The refusal as a build would have reported it, at the source's expression; null where the log is not understood.</summary>
    public BpfDiagnostic? Diagnostic { get; }

    /// <summary>The refusal as data; null where the log is not understood.</summary>
    public Rejection? Rejection { get; }

    /// <summary>The place in the source, with the calls inlined on the way; null where the object doesn't say.</summary>
    public SourceLocation? Location => Diagnostic?.Location;

    /// <summary>The sentence the verifier gave up with; empty where the log has none.</summary>
    public string Reason => Rejection?.KernelMessage ?? "";

    /// <summary>The verifier's whole log.</summary>
    public string Log { get; }
}

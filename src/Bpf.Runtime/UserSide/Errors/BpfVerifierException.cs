using Bpf.Core.Explain;

namespace Bpf;

/// <summary>The kernel's verifier refused a program.</summary>
public sealed class BpfVerifierException : BpfException
{
    internal BpfVerifierException(string message, int errno, string program, SourceLocation? location, string reason, string log)
        : base(message, errno)
    {
        Program = program;
        Location = location;
        Reason = reason;
        Log = log;
    }

    /// <summary>The program's name.</summary>
    public string Program { get; }

    /// <summary>The place in the source, with the calls inlined on the way; null where the object doesn't say.</summary>
    public SourceLocation? Location { get; }

    /// <summary>The sentence the verifier gave up with.</summary>
    public string Reason { get; }

    /// <summary>The verifier's whole log.</summary>
    public string Log { get; }
}

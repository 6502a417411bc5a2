using System.Text.Json.Serialization;

namespace Bpf.Tool.Verdicts;

/// <summary>What one kernel says about one program of an object, with veristat's numbers.</summary>
internal sealed record ProgramVerdict
{
    /// <summary>The object's file name.</summary>
    public required string File { get; init; }

    /// <summary>The program.</summary>
    public required string Program { get; init; }

    /// <summary>The kernel's alias; empty where the run was not ours and doesn't say.</summary>
    public required string Kernel { get; init; }

    /// <summary>The program's ELF section.</summary>
    public string Section { get; init; } = "";

    /// <summary>The program's type, by the kernel's name.</summary>
    public string Type { get; init; } = "";

    /// <summary>The verdict.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The verifier's sentence, what is not modeled, or what is missing; empty where accepted.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The reason in terms of source; null where accepted, unknown or unlinked.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>How long the verification took, in microseconds; the first ones of a process also compile the verifier.</summary>
    public long Duration { get; init; }

    /// <summary>Instructions processed on all paths.</summary>
    public int Instructions { get; init; }

    /// <summary>States remembered.</summary>
    public int States { get; init; }

    /// <summary>Most states at a time.</summary>
    public int PeakStates { get; init; }

    /// <summary>Most states at one instruction.</summary>
    public int MaxStatesPerInstruction { get; init; }

    /// <summary>Instructions of the program and its subprograms, in slots.</summary>
    public int Size { get; init; }

    /// <summary>Stack bytes of all functions together.</summary>
    public int Stack { get; init; }

    /// <summary>The verifier's log, where one was asked for.</summary>
    [JsonIgnore]
    public string Log { get; init; } = "";
}

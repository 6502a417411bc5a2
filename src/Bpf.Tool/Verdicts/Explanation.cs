using System.Collections.Immutable;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Vm.Counterexamples;

namespace Bpf.Tool.Verdicts;

/// <summary>Why a program is refused, in terms of its source.</summary>
internal sealed record Explanation
{
    /// <summary>The diagnostic's id, the same as the compiler's.</summary>
    public required string Rule { get; init; }

    /// <summary>What is wrong and what to write instead.</summary>
    public required string Message { get; init; }

    /// <summary>Where; null where the object says of no instruction where it comes from.</summary>
    public Place? Place { get; init; }

    /// <summary>The instruction, in slots from the start of the program.</summary>
    public int Instruction { get; init; }

    /// <summary>The branches that lead there, oldest first.</summary>
    public ImmutableArray<Place> Path { get; init; } = [];

    /// <summary>What was known about the registers concerned, in the kernel's notation.</summary>
    public string Known { get; init; } = "";

    /// <summary>A run that shows it; null where none was found.</summary>
    public string? Run { get; init; }

    /// <summary>Explains what a verifier said, the simulator or a kernel by its log.</summary>
    /// <param name="rejection">What it said.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="source">Where the program comes from.</param>
    /// <param name="request">The program, where there is one to run.</param>
    public static Explanation Of(Rejection rejection, KernelProfile kernel, ProgramSource source, LoadRequest? request)
    {
        string? run = request is null ? null : CounterexampleSearch.Describe(request, rejection);
        BpfDiagnostic diagnostic = RejectionExplainer.Explain(rejection, kernel.Alias, source.Locate, shownBy: run);
        List<Place> path = [];
        foreach (BranchTaken branch in rejection.Path)
        {
            if (Place.Of(source.Locate(branch.InstructionOffset)) is { } place && (path.Count == 0 || path[^1] != place))
                path.Add(place);
        }

        return new()
        {
            Rule = diagnostic.Id,
            Message = diagnostic.Message,
            Place = Place.Of(diagnostic.Location),
            Instruction = rejection.InstructionOffset,
            Path = [.. path],
            Known = rejection.Known,
            Run = run,
        };
    }

    /// <summary>As compilers print it.</summary>
    public override string ToString() => Place is null
        ? $"instruction {Instruction}: error {Rule}: {Message}"
        : $"{Place.File}({Place.Line},{Place.Column}): error {Rule}: {Message}";
}

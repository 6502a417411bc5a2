using System.Collections.Immutable;
using System.Diagnostics;
using Bpf.Core;
using Bpf.Core.Elf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Verifier;

namespace Bpf.Tool.Verdicts;

/// <summary>Asks simulated kernels about the programs of an object, each program alone, so that each has a verdict of its own.</summary>
internal sealed class ObjectVerifier
{
    private readonly string _name;
    private readonly BpfObjectFile _file;

    /// <summary>Reads an object.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="ToolException">It is no eBPF object.</exception>
    public ObjectVerifier(string path)
    {
        _name = Path.GetFileName(path);
        try
        {
            _file = ElfReader.Read(File.ReadAllBytes(path));
        }
        catch (BpfFormatException exception)
        {
            throw new ToolException($"{path}: {exception.Message}");
        }

        Programs = [.. _file.Functions.Where(function => function.IsProgram)];
    }

    /// <summary>The object.</summary>
    public BpfObjectFile Object => _file;

    /// <summary>Its programs.</summary>
    public ImmutableArray<ObjectFunction> Programs { get; }

    /// <summary>Links one program for a kernel.</summary>
    /// <exception cref="BpfFormatException">The kernel lacks what the program refers to.</exception>
    public LoadRequest Link(string program, KernelProfile kernel)
    {
        ImmutableHashSet<string> others = [.. Programs.Select(other => other.Name).Where(name => name != program)];
        return Linker.Link(_file, kernel, new()
        {
            LeftOut = others,
            KernelBtf = Linker.NeedsKernelTypes(_file, others) ? kernel.Btf : null,
            LeavesSettingsOpen = true,
        }).Programs[0];
    }

    /// <summary>Where the instructions of a linked program come from.</summary>
    public ProgramSource SourceOf(LoadRequest request) => new(request, _file);

    /// <summary>What a kernel says about a program.</summary>
    /// <param name="program">One of <see cref="Programs"/>.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="options">For whom, and with which log.</param>
    public ProgramVerdict Verify(ObjectFunction program, KernelProfile kernel, VerifierOptions options)
    {
        ProgramVerdict verdict = new() { File = _name, Program = program.Name, Kernel = kernel.Alias, Section = program.Section, Outcome = Outcome.Unlinked };
        LoadRequest request;
        try
        {
            request = Link(program.Name, kernel);
        }
        catch (BpfFormatException exception)
        {
            return verdict with { Reason = exception.Message };
        }

        long start = Stopwatch.GetTimestamp();
        VerificationResult result = Verifier.Verifier.Verify(request, kernel, options);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        return verdict with
        {
            Type = ProgramTypes.Find(request.ProgramType)?.Name ?? "",
            Outcome = result.Verdict switch { Verdict.Accept => Outcome.Accept, Verdict.Reject => Outcome.Reject, _ => Outcome.Unknown },
            Reason = result.Rejection?.KernelMessage ?? result.UnknownFeature ?? "",
            Explanation = result.Rejection is { } rejection ? Explanation.Of(rejection, kernel, SourceOf(request), request) : null,
            Duration = (long)took.TotalMicroseconds,
            Instructions = result.ProcessedInstructions,
            States = result.TotalStates,
            PeakStates = result.PeakStates,
            MaxStatesPerInstruction = result.MaxStatesPerInstruction,
            Size = request.Instructions.Length,
            Stack = result.StackDepths.Sum(),
            Log = result.Log,
        };
    }
}

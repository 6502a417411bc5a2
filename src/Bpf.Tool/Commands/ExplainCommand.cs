using System.CommandLine;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Tool.Verdicts;

namespace Bpf.Tool.Commands;

/// <summary><c>bpf explain</c>: what a real kernel's log says, as the compiler would have said it.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        Argument<string> log = new("log") { Description = "The log of a failed load; - for standard input." };
        Option<string?> path = new("--object") { Description = "The object that was loaded: gives places in its source." };
        Option<string?> program = new("--program") { Description = "The program that was refused, where the object has several." };
        Option<string> kernel = Options.Kernel();
        Command command = new("explain", "Explains a kernel's verifier log, of any kernel, in terms of the source.") { log, path, program, kernel };
        command.SetAction(result =>
        {
            TextWriter output = result.InvocationConfiguration.Output;
            string text = result.GetValue(log) is var file and not "-" ? File.ReadAllText(file!) : Console.In.ReadToEnd();
            Rejection rejection = VerifierLogParser.Parse(text) ?? throw new ToolException("the log says of no program that it is refused");
            KernelProfile profile = Options.FindKernel(result.GetValue(kernel)!);
            Explanation explanation = result.GetValue(path) is { } loaded
                ? Explain(rejection, profile, new(loaded), result.GetValue(program))
                : Explanation.Of(rejection, profile, NoSource, null);
            output.WriteLine(explanation);
            if (explanation.Known.Length > 0)
                output.WriteLine("known there: " + explanation.Known);
            foreach (Place branch in explanation.Path)
                output.WriteLine($"by way of {branch.File}({branch.Line},{branch.Column})");
            return ExitCode.Good;
        });
        return command;
    }

    private static ProgramSource NoSource => new(new() { Name = "", ProgramType = ProgramType.Unspec, Instructions = [] }, new());

    private static Explanation Explain(Rejection rejection, KernelProfile kernel, ObjectVerifier verifier, string? program)
    {
        LoadRequest request = verifier.Link(Options.FindProgram(verifier, program).Name, kernel);
        return Explanation.Of(rejection, kernel, verifier.SourceOf(request), request);
    }
}

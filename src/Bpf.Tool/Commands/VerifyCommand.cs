using System.Collections.Immutable;
using System.CommandLine;
using Bpf.Core.Kernel;
using Bpf.Kernels;
using Bpf.Tool.Reports;
using Bpf.Tool.Verdicts;
using Bpf.Verifier;

namespace Bpf.Tool.Commands;

/// <summary><c>bpf verify</c>: every program of objects, for every kernel asked for.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        Argument<string[]> objects = new("object") { Description = "Objects (.bpf.o), of any compiler.", Arity = ArgumentArity.OneOrMore };
        Option<string> kernels = new("--kernels")
        {
            Description = $"Kernels, separated by commas: {string.Join(", ", KernelProfiles.Aliases)}.",
            DefaultValueFactory = _ => string.Join(',', KernelProfiles.Aliases),
        };
        Option<string[]> programs = new("--program") { Description = "Only programs of this name; * stands for any text. May be repeated." };
        Option<ReportFormat> format = new("--format")
        {
            Description = "text: a table and explanations; csv: veristat's columns, of one kernel; json; sarif: for code scanning.",
            DefaultValueFactory = _ => ReportFormat.Text,
        };
        Option<string?> file = new("--output") { Description = "Writes the report into a file." };
        Option<int> log = new("--log") { Description = "Adds the verifier's log to the text: 1 instructions and branches, 2 the state after each." };
        Option<string> capabilities = new("--as")
        {
            Description = "Who loads the programs: root, none (a process without capabilities), or its capabilities, separated by commas: bpf, perfmon, net_admin.",
            DefaultValueFactory = _ => "root",
        };
        Command command = new("verify", "Says which programs which kernels accept, and why not. Ends with 0: all accepted, 1: one refused, 3: of one not known, 2: failed.")
        {
            objects, kernels, programs, capabilities, format, file, log,
        };
        command.SetAction(result =>
        {
            TextWriter output = result.InvocationConfiguration.Output;
            if (!KernelProfiles.TryParse(result.GetValue(kernels)!, out ImmutableArray<KernelProfile> profiles, out string? error))
                throw new ToolException(error!);
            VerifierOptions options = new() { LogLevel = result.GetValue(log), Capabilities = Options.ParseCapabilities(result.GetValue(capabilities)!) };
            ProgramVerdict[] verdicts = Verify(result.GetValue(objects)!, profiles, result.GetValue(programs) ?? [], options);
            Report report = Report.Create(result.GetValue(format));
            if (result.GetValue(file) is { } path)
            {
                using StreamWriter writer = new(path);
                report.Write(verdicts, writer);
            }
            else
            {
                report.Write(verdicts, output);
            }

            return verdicts.Any(verdict => verdict.Outcome is Outcome.Reject or Outcome.Unlinked) ? ExitCode.Refused
                : verdicts.Any(verdict => verdict.Outcome == Outcome.Unknown) ? ExitCode.Unknown
                : ExitCode.Good;
        });
        return command;
    }

    private static ProgramVerdict[] Verify(string[] objects, ImmutableArray<KernelProfile> kernels, string[] patterns, VerifierOptions options)
    {
        ObjectVerifier[] verifiers = [.. objects.Select(path => new ObjectVerifier(path))];
        var asked =
            from verifier in verifiers
            from program in Options.Matching(verifier.Programs, patterns)
            from kernel in kernels
            select (verifier, program, kernel);
        ProgramVerdict[] verdicts = [.. asked.AsParallel().AsOrdered().Select(one => one.verifier.Verify(one.program, one.kernel, options))];
        return verdicts.Length > 0 ? verdicts : throw new ToolException(patterns.Length == 0 ? "no programs" : "no program has that name");
    }
}

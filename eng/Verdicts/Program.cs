using System.Diagnostics;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;
using Bpf.Verdicts;
using Bpf.Verifier;
using Bpf.Vm.Counterexamples;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: verdicts DIR [--kernel ALIAS] [--list KIND,...: false-accept|false-reject|unknown|count|message|all] [--filter TEXT] [--log LEVEL] [--runs] [--as CAPABILITY,...] [--requests DIR] [--objects DIR [--settings FILE] [--title TEXT]]");
    return 2;
}

string Option(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and int i && i + 1 < args.Length ? args[i + 1] : otherwise;

string kernel = Option("--kernel", "6.18");
string[] lists = Option("--list", "").Split(',');
bool runs = args.Contains("--runs");
string filter = Option("--filter", "");
Capabilities capabilities = Enum.Parse<Capabilities>(Option("--as", nameof(Capabilities.SysAdmin)));
string requests = Option("--requests", args[0]);
string objects = Option("--objects", "");
string settings = Option("--settings", "");
VerifierOptions options = new() { LogLevel = int.Parse(Option("--log", "0")), Capabilities = capabilities };
KernelProfile profile = KernelProfiles.Find(kernel) ?? throw new ArgumentException($"no kernel {kernel}");
Func<Answer, (LoadRequest? Request, VerificationResult? Unlinked)> requestOf =
    objects.Length > 0 ? new ObjectRequests(objects, profile, settings.Length > 0 ? ObjectRequests.ReadSettings(settings) : null).Find : answer => (RecordedRequest(answer), null);
Tally tally = new();
foreach (string table in Directory.EnumerateFiles(args[0], "*.csv").Order(StringComparer.Ordinal))
{
    foreach (Answer answer in Answer.ReadAll(table, capabilities != Capabilities.SysAdmin))
    {
        bool asked = filter.Length == 0 || $"{answer.Set}/{answer.File}/{answer.Program}".Contains(filter, StringComparison.Ordinal);
        (LoadRequest? request, VerificationResult? unlinked) = asked ? requestOf(answer) : default;
        if (request is null && unlinked is null)
        {
            continue;
        }

        Stopwatch watch = Stopwatch.StartNew();
        VerificationResult result = unlinked ?? Verifier.Verify(request!, profile, options);
        string kind = tally.Add(answer, result, watch.Elapsed);
        if (tally.LastMessageDiffers || tally.LastCountDiffers)
        {
            kind = tally.LastMessageDiffers ? "message" : "count";
        }

        if (runs && result.Rejection is { } rejection)
        {
            string? run = CounterexampleSearch.Find(request!, rejection)?.ToString();
            tally.AddRun(rejection.Reason, run is not null);
            if (lists.Contains(run is null ? "no-run" : "run"))
            {
                Console.WriteLine($"{answer.File}/{answer.Program}: {rejection.Reason} '{rejection.KernelMessage}' at {rejection.InstructionOffset}: {run}");
            }
        }

        if (lists.Contains("all"))
        {
            Console.WriteLine(
                $"{answer.Set}/{answer.File}/{answer.Program} {result.Verdict} insns {result.ProcessedInstructions} states {result.TotalStates} "
                + $"peak {result.PeakStates} most {result.MaxStatesPerInstruction} stack {string.Join('+', result.StackDepths)} "
                + $"{result.Rejection?.KernelMessage ?? result.UnknownFeature}");
        }
        else if (lists.Contains(kind))
        {
            Console.WriteLine(
                $"{kind} {answer.File}/{answer.Program}: kernel {answer.Verdict} {answer.Instructions} '{answer.LastLine}' "
                + $"ours {result.Verdict} {result.ProcessedInstructions} '{result.Rejection?.KernelMessage ?? result.UnknownFeature}' "
                + $"at {result.Rejection?.InstructionOffset ?? -1}");
        }

        if (options.LogLevel > 0)
        {
            Console.WriteLine(result.Log);
        }
    }
}

string title = Option("--title", "");
tally.Print($"{kernel}{(capabilities == Capabilities.SysAdmin ? "" : $" as {capabilities}")}:{(title.Length == 0 ? "" : $" {title},")}");
return tally.FalseAccepts == 0 ? 0 : 1;

LoadRequest? RecordedRequest(Answer answer)
{
    string path = Path.Combine(requests, answer.Set, answer.File, answer.Program + ".json");
    return File.Exists(path) ? RequestFile.Read(path) : null;
}

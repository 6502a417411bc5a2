using System.CommandLine;
using Bpf.Core.Kernel;
using Bpf.Fuzz.CSharp;
using Bpf.Fuzz.Frontier;
using Bpf.Fuzz.Objects;
using Bpf.Kernels;

Option<int> seconds = new("--seconds") { Description = "How long; without it until stopped.", DefaultValueFactory = _ => int.MaxValue / 1000 };
Option<int> seed = new("--seed") { Description = "Where to start; equal seeds give equal tests.", DefaultValueFactory = _ => Random.Shared.Next() };
Option<string> folder = new("--keep") { Description = "Where to put what is found.", DefaultValueFactory = _ => Path.Combine("artifacts", "fuzz") };

Option<bool> print = new("--print") { Description = "Only print the program of the seed." };

Command csharp = new("csharp", "Random C# programs: the CLR, the VM and the running kernel must agree.") { seconds, seed, folder, print };
csharp.SetAction(result =>
{
    int start = result.GetValue(seed);
    if (result.GetValue(print))
    {
        Console.WriteLine(GeneratedProgram.Prelude + "\n" + ProgramGenerator.Generate(start).Text);
        return 0;
    }

    Console.WriteLine("seed " + start);
    return new CSharpFuzzer(start, TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetValue(folder)!, Console.Out).Run();
});

Option<string?> answers = new("--answers") { Description = "Holds the simulator against answers that were recorded." };
Option<string?> kernel = new("--kernel") { Description = "Whose answers those are, for example 6.1." };
Option<Capabilities> loader = new("--as") { Description = "Who loads the programs: SysAdmin, None, or some of Bpf, Perfmon and NetAdmin.", DefaultValueFactory = _ => Capabilities.SysAdmin };
Command verifier = new("verifier", "Random programs near the frontier: the simulated verifier and the running kernel must agree.") { seconds, seed, folder, answers, kernel, loader };
verifier.SetAction(result =>
{
    RecordedAnswers? recorded = result.GetValue(answers) is { } file ? new(file) : null;
    KernelProfile profile = result.GetValue(kernel) is { } alias ? KernelProfiles.Find(alias) ?? throw new ArgumentException("no kernel " + alias) : Checker.Profile;
    int start = recorded?.First ?? result.GetValue(seed);
    Console.WriteLine("seed " + start);
    Capabilities capabilities = result.GetValue(loader);
    int code = 0;
    void Fuzz(KernelAnswers kernel) => code =
        new FrontierFuzzer(kernel, start, TimeSpan.FromSeconds(result.GetValue(seconds)), profile, capabilities, result.GetValue(folder)!, Console.Out).Run();
    if (recorded is not null) Fuzz(recorded);
    else KernelOracle.Ask(capabilities, Fuzz);
    return code;
});

Option<int> programs = new("--programs") { Description = "How many.", DefaultValueFactory = _ => 1000 };
Argument<string> target = new("file") { Description = "Where to put the answers." };
Command recording = new("record", "Records what the running kernel says to random programs, to be held against the simulator on another machine.") { seed, programs, loader, target };
recording.SetAction(result => KernelOracle.Ask(
    result.GetValue(loader), kernel => kernel.Record(result.GetValue(seed), result.GetValue(programs), result.GetValue(target)!, result.GetValue(loader))));

Option<string?> seeds = new("--seeds") { Description = "A folder of objects of other compilers (*.o) to damage beside ours." };
Option<string?> worker = new("--worker") { Description = "The file that tells the parent how far this process is.", Hidden = true };
Option<long> first = new("--first") { Description = "The number of the first input.", Hidden = true };
Command objects = new("objects", "Damaged objects: they are read and linked, or refused by a documented exception, in bounded time and memory.") { seconds, seed, folder, seeds, worker, first };
objects.SetAction(result =>
{
    int start = result.GetValue(seed);
    TimeSpan time = TimeSpan.FromSeconds(result.GetValue(seconds));
    if (result.GetValue(worker) is { } path)
    {
        using Progress progress = new(path);
        return new ObjectWorker(new(Seeds.All(result.GetValue(seeds)), start), result.GetValue(folder)!, Console.Out).Run(result.GetValue(first), progress, time);
    }

    Console.WriteLine("seed " + start);
    return new ObjectFuzzer(start, result.GetValue(folder)!, result.GetValue(seeds), Console.Out).Run(time);
});

Argument<string> kept = new("file") { Description = "A program that was kept." };
Command show = new("show", "Shows what became of a kept program: SSA form, instructions, the simulated verifier's log.") { kept };
show.SetAction(result => Autopsy.Show(result.GetValue(kept)!, Checker.Profile, Console.Out));

RootCommand root = new("Random tests of the toolchain against its oracles.") { csharp, verifier, objects, recording, show };
return root.Parse(args).Invoke();

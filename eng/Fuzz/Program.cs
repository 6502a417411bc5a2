using System.CommandLine;
using Bpf.Fuzz.CSharp;
using Bpf.Fuzz.Frontier;

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

Command verifier = new("verifier", "Random programs near the frontier: the simulated verifier and the running kernel must agree.") { seconds, seed, folder };
verifier.SetAction(result =>
{
    int start = result.GetValue(seed);
    Console.WriteLine("seed " + start);
    return new FrontierFuzzer(start, TimeSpan.FromSeconds(result.GetValue(seconds)), Checker.Profile, result.GetValue(folder)!, Console.Out).Run();
});

Argument<string> kept = new("file") { Description = "A program that was kept." };
Command show = new("show", "Shows what became of a kept program: SSA form, instructions, the simulated verifier's log.") { kept };
show.SetAction(result => Autopsy.Show(result.GetValue(kept)!, Checker.Profile, Console.Out));

RootCommand root = new("Random tests of the toolchain against its oracles.") { csharp, verifier, show };
return root.Parse(args).Invoke();

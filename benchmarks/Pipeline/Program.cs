using System.Globalization;
using Pipeline;

// How long an example takes from C# to a verified object, and how its code compares with what clang makes of the same program in C.
// `--listing` prints both listings, too.
const int Warmup = 20;
const int Rounds = 60;
bool listing = args.Contains("--listing");

foreach (string name in (string[])["OpenSnoop", "XdpFirewall", "KernelFunctions"])
{
    Example example = new(name);
    List<Run> runs = [];
    for (int round = -Warmup; round < Rounds; round++)
    {
        Run run = example.Measure();
        if (round >= 0) runs.Add(run);
    }

    Twin twin = Twin.Of(name);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
        {name}: frontend {Median(r => r.Frontend)} ms, backend {Median(r => r.Backend)} ms, verify {Median(r => r.Verify)} ms, instructions {runs[0].Instructions} (clang-19 -O2: {twin.Shown})
        """));
    if (listing)
    {
        Console.WriteLine(runs[0].Listing);
        Console.WriteLine(twin.Listing);
    }

    string Median(Func<Run, TimeSpan> time) =>
        runs.Select(r => time(r).TotalMilliseconds).Order().ElementAt(Rounds / 2).ToString("F2", CultureInfo.InvariantCulture);
}

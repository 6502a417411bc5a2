using System.Globalization;
using Bpf.RuntimeBenchmark;

// What the runtime costs, beside the same work in C with libbpf: ratios of the least times of interleaved rounds. Needs root, gcc and libbpf-dev.
// `--cold OBJECT` loads an object once and says how long it took; `--quick` leaves cold processes out.
// `--functions` attaches to a thousand kernel functions, in a guest for example.
const int WarmUps = 64, Rounds = 41, ColdRounds = 21;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--cold", var path])
{
    Console.WriteLine(Loading.First(path).ToString("F0", CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["--functions"]) return Functions.Run();

string objects = AppContext.BaseDirectory;
string folder = Directory.CreateTempSubdirectory("runtimebenchmark").FullName;
try
{
    using Rival rival = Rival.Start(objects, folder);
    using Ours ours = new();
    Contest Against(string task, string unit, Func<double> own) => new(task, unit, () => rival.Ask(task), own);
    Contest OfLoading(string name)
    {
        byte[] elf = File.ReadAllBytes(Path.Combine(objects, name + ".bpf.o"));
        return new("load " + name, "load", () => rival.Ask(name), () => Loading.Repeated(elf, Loading.TurnsOf(name)));
    }

    Contest ring = Against("ring", "record", ours.Ring), perf = Against("perf", "record", ours.Perf);
    Contest lookup = Against("lookup", "element", ours.Lookup), update = Against("update", "element", ours.Update);
    Contest batchRead = Against("batch-read", "element", ours.BatchRead), batchWrite = Against("batch-write", "element", ours.BatchWrite);
    Contest array = Against("array", "cell", ours.Array), index = new("array by index", "cell", () => rival.Ask("array"), ours.ArrayByIndex);
    Contest small = OfLoading(nameof(Small)), tables = OfLoading(nameof(Tables)), warm = OfLoading(nameof(Relocated));
    Contest[] contests = [ring, perf, lookup, update, batchWrite, batchRead, array, index, small, tables, warm];
    for (int round = -WarmUps; round < Rounds; round++)
    {
        foreach (Contest contest in contests) contest.Turn(counts: round >= 0);
        if (round < 0) Thread.Sleep(10); // the runtime compiles again, in the background, what has run often
    }

    ColdStarts starts = new(Path.Combine(objects, nameof(Relocated) + ".bpf.o"));
    Contest[] cold = args.Contains("--quick") ? [] : [.. starts.Contests(rival.Executable, ColdStarts.Publish(folder))];
    for (int round = -1; round < ColdRounds; round++)
    {
        foreach (Contest contest in cold) contest.Turn(counts: round >= 0);
    }

    Console.WriteLine($"{"work",-32} {"C, libbpf",12} {"ours",12}    {"a",-8} {"ratio",6} {"control",8}");
    foreach (Contest contest in (Contest[])[.. contests, .. cold]) Console.WriteLine(contest);
    Console.WriteLine($"allocated by reading a ring buffer: {ours.AllocatedByRing()} bytes");

    double control = contests.Max(contest => contest.Control);
    Console.WriteLine(
        $"control {control:F2}, ring {ring.Ratio:F2}, lookup {lookup.Ratio:F2}, update {update.Ratio:F2}, "
        + $"batch {Math.Max(batchRead.Ratio, batchWrite.Ratio):F2}, load {Math.Max(small.Ratio, tables.Ratio):F2}, "
        + $"load-core cold {(cold.Length > 0 ? cold[0].Ratio : double.NaN):F2}, load-core warm {warm.Ratio:F2}");
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

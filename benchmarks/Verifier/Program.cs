using System.Diagnostics;
using System.Globalization;
using System.Runtime.Loader;
using Bpf.Core.Link;
using Bpf.KernelAsking;
using Bpf.VerifierBenchmark;

// The time to a verdict: the simulator's against the running kernel's, for the same requests. `verifierbenchmark [DIR] [--filter TEXT]`: DIR holds
// recorded requests; without it, programs made here. Needs root, and a kernel with a profile.
const int Least = 1_000;
const int SmallEnough = 100_000, WarmUps = 8;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string kernel = $"{Environment.OSVersion.Version.Major}.{Environment.OSVersion.Version.Minor}";
if (RawBpf.Missing is { } missing || Bpf.Kernels.KernelProfiles.Find(kernel) is null)
{
    Console.Error.WriteLine(RawBpf.Missing ?? $"there is no profile of {kernel}");
    return 2;
}

int option = Array.IndexOf(args, "--filter");
string filter = option >= 0 ? args[option + 1] : "";
string? folder = args.Length > 0 && option != 0 ? args[0] : null;
Simulator net = new(AssemblyLoadContext.Default, kernel), standard = new(new NetStandard(), kernel);
List<Contest> contests = [];
int left = 0;
foreach (string name in Workloads.Names(folder, Least).Where(name => name.Contains(filter, StringComparison.Ordinal)))
{
    Contest? contest = Make(name);
    if (contest?.Agrees == true)
        contests.Add(contest);
    else
        left++;
}

// Compilers are warm when they verify: the runtime compiles again, in the background, what has run often, once nothing new runs.
Contest[] small = [.. contests.Where(contest => contest.Processed < SmallEnough)];
for (int round = 0; small.Length > 0 && round < Math.Max(WarmUps, WarmUps * WarmUps / small.Length); round++)
{
    foreach (Contest contest in small) contest.Warm();
    Thread.Sleep(TimeSpan.FromMilliseconds(200));
}

Console.WriteLine($"{"program",-60} {"processed",9} {"load",9} {"verifier",9} {"netstd",9} {"net10",9} us  ratio");
foreach (Contest contest in contests)
{
    contest.Run();
    string counts = contest.ProcessedByKernel == contest.Processed ? "" : $", kernel {contest.ProcessedByKernel}";
    Console.WriteLine(
        $"{contest.Name,-60} {contest.Processed,9} {Us(contest.Load)} {Us(contest.Verification)} {Us(contest.Standard)} {Us(contest.Net)}     "
        + $"{contest.Standard / contest.Load:F2}, {contest.Allocated >> 10} KB{counts}");
}

using (Contest probe = Make(Generated.Probe)!.Run())
    Console.WriteLine($"a probe of 100 instructions: netstandard {Us(probe.Standard)} us, net10 {Us(probe.Net)} us, load {Us(probe.Load)} us");
Console.WriteLine($"most memory in use by this process: {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
Console.WriteLine($"left out {left}: maps that cannot be made here, or another verdict");
Console.WriteLine($"time ratio to the kernel's verifier by itself: netstandard {Mean(c => c.Standard / c.Verification)}, net10 {Mean(c => c.Net / c.Verification)}");
Console.WriteLine($"time ratio to kernel: netstandard {Mean(c => c.Standard / c.Load)}, net10 {Mean(c => c.Net / c.Load)}, programs {contests.Count}");
foreach (Contest contest in contests) contest.Dispose();
return 0;

Contest? Make(string name)
{
    LoadRequest request = Workloads.Read(name);
    return KernelSide.Create(request) is { } side ? new(name, request, side, net, standard) : null;
}

string Mean(Func<Contest, double> ratio) =>
    contests.Count == 0 ? "-" : Math.Exp(contests.Average(c => Math.Log(ratio(c)))).ToString("F2", CultureInfo.InvariantCulture);

static string Us(TimeSpan time) => time.TotalMicroseconds.ToString("F0", CultureInfo.InvariantCulture).PadLeft(9);

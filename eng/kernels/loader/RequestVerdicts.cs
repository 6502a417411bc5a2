using System.Diagnostics;
using System.Text.Json.Nodes;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.KernelAsking;
using Bpf.Verdicts;

namespace Bpf.KernelLoading;

/// <summary>What the running kernel says to load requests that were taken on another.</summary>
internal static class RequestVerdicts
{
    private const double Slow = 5; // seconds, after which a program is worth a line of progress
    private const int NotPermitted = -1; // EPERM: of the machine, not of the verifier
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);
    private const string KernelBtf = "/sys/kernel/btf/vmlinux";

    /// <summary>Loads every request of a set.</summary>
    public static void Write(string folder, string set, string sourceBtf, string output, Capabilities capabilities)
    {
        if (capabilities == Capabilities.SysAdmin)
            WriteAs(folder, set, sourceBtf, output, static load => load());
        else if (!Rights.WhileAnybodyMayLoad(() => WriteAs(folder, set, sourceBtf, output, load => Rights.With(capabilities, load))))
            throw new InvalidOperationException("this kernel takes no programs of processes without capabilities");
    }

    private static void WriteAs(string folder, string set, string sourceBtf, string output, Action<Action> alike)
    {
        KernelTypeIds ids = new(BtfTypes.Read(File.ReadAllBytes(sourceBtf)), BtfTypes.Read(File.ReadAllBytes(KernelBtf)));
        Directory.CreateDirectory(output);
        using StreamWriter table = new(Path.Combine(output, set + ".csv"));
        table.WriteLine("file,program,section,prog_type,attach_type,flags,insn_cnt,verdict,errno,insns,states,peak_states,max_states_per_insn,duration_us,stack,last_line");
        foreach (string[] row in Csv.Read(Path.Combine(folder, set + ".csv"), "file", "program", "section", "prog_type", "attach_type", "flags", "insn_cnt"))
        {
            string path = Path.Combine(folder, set, row[0], row[1] + ".json");
            if (!File.Exists(path))
                continue;
            Stopwatch watch = Stopwatch.StartNew();
            using Timer stuck = new(_ => GiveUp($"{row[0]}/{row[1]}"), null, s_longest, Timeout.InfiniteTimeSpan);
            (string verdict, int errno, KernelLog log) = Load(path, ids, Path.Combine(output, set, row[0]), alike);
            if (watch.Elapsed.TotalSeconds > Slow)
                Console.WriteLine($"{row[0]}/{row[1]}: {verdict} after {watch.Elapsed.TotalSeconds:f0} s");
            table.WriteLine(Csv.Line(
                [
                    .. row, verdict, errno, log.Instructions, log.States, log.PeakStates, log.MaxStates, log.Microseconds, log.Stack,
                    verdict == "accept" ? "" : log.LastLine,
                ]));
        }
    }

    // Some kernels have programs that their verifier never comes back from. The rest of the set is lost, but not the machine's time.
    private static void GiveUp(string program)
    {
        Console.WriteLine($"{program}: the verifier does not end");
        Environment.Exit(3);
    }

    private static (string Verdict, int Errno, KernelLog Log) Load(string path, KernelTypeIds ids, string changedFolder, Action<Action> alike)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllBytes(path))!;
        (bool changed, string? missing) = ids.Rewrite(json);
        if (missing is not null)
            return ("unlinked", 0, KernelLog.Read($"the kernel has no {missing}"));
        string current = path;
        if (changed)
        {
            Directory.CreateDirectory(changedFolder);
            current = Path.Combine(changedFolder, Path.GetFileName(path));
            File.WriteAllText(current, json.ToJsonString());
        }

        LoadRequest request = RequestFile.Read(current);
        // A request that was rewritten lies elsewhere than its type information.
        if (request.Btf.IsEmpty && json["prog_btf"]?.GetValue<string>() is { Length: > 0 } btf)
            request = request with { Btf = [.. File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, btf))] };
        using RequestMaps maps = new(request);
        if (maps.Failure is { } failure)
            return ("unmade", 0, KernelLog.Read(failure));
        (int result, string text) = (0, "");
        alike(() => (result, text) = RawBpf.Load(request, maps.Descriptors, maps.Btf, RawBpf.LogFigures));
        string verdict = result switch { 0 => "accept", NotPermitted when text.Length == 0 => "denied", _ => "reject" };
        return (verdict, -result, KernelLog.Read(text));
    }
}

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Bpf.KernelLoading;

/// <summary>What bpftool, which is libbpf, gets for whole objects: it loads all of an object's programs, up to the first that is refused.</summary>
internal static partial class BpftoolVerdicts
{
    private const string Mount = "/sys/fs/bpf";

    /// <summary>Loads every object.</summary>
    /// <param name="command">How bpftool is started, words with blanks between them.</param>
    /// <param name="objects">The objects.</param>
    /// <param name="table">Where the table goes: a row a program that the kernel had something to say of, and one without a program for the object.</param>
    public static void Write(string command, string[] objects, string table)
    {
        using StreamWriter writer = new(table);
        writer.WriteLine("object,program,verdict,insns,last_line");
        foreach (string path in objects)
        {
            string name = Path.GetFileName(path);
            (bool loaded, string text) = Load(command, path);
            string[] refused = [.. Failure().Matches(text).Select(static match => match.Groups[1].Value)];
            foreach (IGrouping<string, Match> program in Log().Matches(text).GroupBy(static match => match.Groups[1].Value))
            {
                KernelLog log = KernelLog.Read(program.Last().Groups[2].Value);
                bool accepted = !refused.Contains(program.Key);
                writer.WriteLine(Csv.Line(name, program.Key, accepted ? "accept" : "reject", log.Instructions, accepted ? "" : log.LastLine));
            }

            string last = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("");
            writer.WriteLine(Csv.Line(name, "", loaded ? "accept" : "reject", 0, loaded ? "" : last));
        }
    }

    private static (bool Loaded, string Text) Load(string command, string path)
    {
        string[] words = command.Split(' ');
        string pins = Path.Combine(Mount, $"objects-{Environment.ProcessId}");
        ProcessStartInfo start = new(words[0], [.. words[1..], "--debug", "prog", "loadall", path, pins]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string text = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (Directory.Exists(pins))
        {
            // The file system has no folders in folders here.
            foreach (string pin in Directory.GetFiles(pins))
                File.Delete(pin);
            Directory.Delete(pins);
        }

        return (process.ExitCode == 0, text);
    }

    [GeneratedRegex(@"^libbpf: prog '([^']+)': BPF program load failed", RegexOptions.Multiline)]
    private static partial Regex Failure();

    [GeneratedRegex(@"^libbpf: prog '([^']+)': -- BEGIN PROG LOAD LOG --\n(.*?)^-- END PROG LOAD LOG --", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Log();
}

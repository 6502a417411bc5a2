using System.Diagnostics;
using System.Text.Json;

namespace Bpf.Fuzz.Objects;

/// <summary>Has workers read damaged objects. One that dies or hangs costs its input, which is kept, and the next one goes on behind it.</summary>
/// <param name="seed">The start of all damage.</param>
/// <param name="folder">Where to keep what is found.</param>
/// <param name="seeds">A folder of objects of other compilers; null for none.</param>
/// <param name="output">Where to say it.</param>
internal sealed class ObjectFuzzer(int seed, string folder, string? seeds, TextWriter output)
{
    // No input should take a second; this machine may be a slow one.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    private readonly Tally _tally = new();

    /// <summary>Runs for a while.</summary>
    /// <returns>0 where nothing was found.</returns>
    public int Run(TimeSpan time)
    {
        string path = Path.GetTempFileName();
        try
        {
            Stopwatch watch = Stopwatch.StartNew();
            long next = 0;
            while (watch.Elapsed < time) next = Work(next, path, time - watch.Elapsed) + 1;
        }
        finally
        {
            File.Delete(path);
        }

        output.WriteLine(_tally);
        return _tally is { Crashes: 0, Hangs: 0, Undocumented: 0 } ? 0 : 1;
    }

    /// <summary>One worker's life.</summary>
    /// <returns>The last number it was at.</returns>
    private long Work(long first, string path, TimeSpan time)
    {
        using Progress progress = new(path);
        progress.Current = first;
        using Process worker = Start(first, path, time);
        Task<string> said = worker.StandardOutput.ReadToEndAsync();
        bool hangs = Watch(worker, progress);
        worker.WaitForExit();
        string[] lines = said.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        bool ended = worker.ExitCode == 0 && lines.Length > 0;
        foreach (string line in ended ? lines[..^1] : lines) output.WriteLine(line);
        if (ended)
        {
            _tally.Add(JsonSerializer.Deserialize<Tally>(lines[^1])!);
            return progress.Current;
        }

        // What it counted is lost with it; the inputs are not.
        _tally.Inputs += progress.Current - first + 1;
        if (hangs) _tally.Hangs++;
        else _tally.Crashes++;
        byte[] input = new Damage(Seeds.All(seeds), seed).Make(progress.Current);
        output.WriteLine($"{(hangs ? "hangs" : "dies")}: {ObjectWorker.Keep(folder, progress.Current, input)}");
        return progress.Current;
    }

    private Process Start(long first, string path, TimeSpan time)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] self = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ObjectFuzzer).Assembly.Location] : [];
        string[] others = seeds is null ? [] : ["--seeds", seeds];
        string[] arguments =
        [
            .. self, "objects", "--worker", path, "--first", $"{first}", "--seconds", $"{Math.Max(1, (int)time.TotalSeconds)}", "--seed", $"{seed}", "--keep", folder, .. others,
        ];
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>True where the worker was at one input for too long, and was killed.</summary>
    private static bool Watch(Process worker, Progress progress)
    {
        long at = progress.Current;
        Stopwatch since = Stopwatch.StartNew();
        while (!worker.WaitForExit(s_look))
        {
            if (progress.Current != at)
            {
                at = progress.Current;
                since.Restart();
            }
            else if (since.Elapsed > s_longest)
            {
                worker.Kill();
                return true;
            }
        }

        return false;
    }
}

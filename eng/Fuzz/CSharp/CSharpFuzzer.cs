using System.Diagnostics;

namespace Bpf.Fuzz.CSharp;

/// <summary>Random C# programs: the CLR, the VM and the running kernel must agree on what they compute.</summary>
internal sealed class CSharpFuzzer(int seed, TimeSpan limit, string folder, TextWriter output)
{
    private const int BatchSize = 24;
    private const int InputsEach = 16;
    private const string InternalError = "BPF0000";
    private static readonly TimeSpan s_shrinking = TimeSpan.FromSeconds(60);

    private readonly Checker _checker = new();
    private readonly Coverage _coverage = new();
    private readonly SortedDictionary<string, int> _notCompiled = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _refused = new(StringComparer.Ordinal);
    private readonly List<PlantedBug> _hidden = [.. PlantedBug.All];
    private int _programs, _inVm, _inKernel, _invalid, _mismatches;

    /// <summary>Runs.</summary>
    /// <returns>0 where nothing differed and every planted mistake was found.</returns>
    public int Run()
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int next = seed; watch.Elapsed < limit; next += BatchSize) RunBatch([.. Enumerable.Range(next, BatchSize).Select(ProgramGenerator.Generate)], watch);
        _coverage.Print(output);
        Print("not compiled", _notCompiled);
        Print("refused by the kernel", _refused);
        if (_invalid > 0) output.WriteLine($"{_invalid} programs were no valid C# and are not counted");
        foreach (PlantedBug bug in _hidden) output.WriteLine("not found: " + bug.Name);
        output.WriteLine(
            $"programs {_programs}, compared clr-vm {_inVm}, clr-kernel {_inKernel}, not compiled {_notCompiled.Values.Sum()}, "
            + $"refused by a kernel {_refused.Values.Sum()}, mismatches {_mismatches}, planted {PlantedBug.All.Length - _hidden.Count} of {PlantedBug.All.Length} found");
        return _mismatches == 0 && _hidden.Count == 0 ? 0 : 1;
    }

    private void RunBatch(GeneratedProgram[] programs, Stopwatch watch)
    {
        using Batch batch = Batch.Compile([.. programs.Select(p => (p.Name, p.Text))], out IReadOnlyDictionary<string, string> invalid);
        foreach (GeneratedProgram program in programs)
        {
            if (watch.Elapsed > limit) return;
            if (invalid.TryGetValue(program.Name, out string? error))
            {
                if (_invalid++ == 0) output.WriteLine("the generator wrote what is no C#: " + error);
                continue;
            }

            Input[] inputs = Input.Some(new Random(program.Seed), InputsEach);
            _programs++;
            Note(program, inputs, _checker.Check(batch, program.Name, inputs, _coverage.Add));
            _hidden.RemoveAll(bug => _checker.Shows(bug, batch, program.Name, inputs));
        }
    }

    private void Note(GeneratedProgram program, Input[] inputs, Finding finding)
    {
        switch (finding)
        {
            case Equal equal:
                _inVm += equal.InVm;
                _inKernel += equal.InKernel;
                _coverage.Add(program);
                break;
            case NotCompiled { Errors: [var error, ..] }:
                if (error.Id == InternalError) _mismatches++;
                // The first of a kind tells what to mend; only the internal error is a fault by itself.
                if (!_notCompiled.ContainsKey(error.Id) || error.Id == InternalError)
                    Save(program, inputs, error.ToString(), f => f is NotCompiled { Errors: [var same, ..] } && same.Id == error.Id);
                Count(_notCompiled, error.Id);
                break;
            case Refused refused:
                _mismatches++;
                Count(_refused, refused.Reason);
                Save(program, inputs, "the simulator accepts it, the kernel says: " + refused.Reason, f => f is Refused);
                break;
            case Mismatch mismatch:
                _mismatches++;
                Save(program, inputs, mismatch.What, f => f is Mismatch m && m.World == mismatch.World);
                break;
        }
    }

    /// <summary>Shrinks a program and keeps it.</summary>
    private void Save(GeneratedProgram program, Input[] inputs, string what, Predicate<Finding> isSame)
    {
        output.WriteLine($"seed {program.Seed}: {what}");
        string small = Shrinker.Shrink(program.Text, StillShows, s_shrinking);
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, program.Name + ".cs");
        File.WriteAllText(path, $"// seed {program.Seed}: {what}\n{small}");
        output.WriteLine($"kept as {path}:\n{small}");

        bool StillShows(string text)
        {
            using Batch batch = Batch.Compile([(program.Name, text)], out IReadOnlyDictionary<string, string> invalid);
            return invalid.Count == 0 && batch.Symbol(program.Name) is not null && isSame(_checker.Check(batch, program.Name, inputs));
        }
    }

    private static void Count(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    private void Print(string what, SortedDictionary<string, int> counts)
    {
        if (counts.Count > 0) output.WriteLine($"{what}: {string.Join(", ", counts.OrderByDescending(c => c.Value).Select(c => c.Key + " " + c.Value))}");
    }
}

using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Verdicts;

namespace Bpf.VerifierBenchmark;

/// <summary>The programs: those recorded in a folder, or some made here.</summary>
internal static class Workloads
{
    private static readonly MapSpec s_map = new() { Name = "counts", Type = MapType.Hash, KeySize = 4, ValueSize = 16, MaxEntries = 16 };

    /// <summary>Names of programs that process so many instructions and more.</summary>
    /// <param name="folder">Holds <c>SET.csv</c> and <c>SET/FILE/PROGRAM.json</c>, as <c>eng/verdicts</c> reads them; null for the programs made here.</param>
    /// <param name="least">Fewest instructions processed, by the table.</param>
    public static IEnumerable<string> Names(string? folder, int least) => folder is null
        ? Generated.All.Keys.Where(name => name != Generated.Probe).Order(StringComparer.Ordinal)
        : Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).SelectMany(table => Answer.ReadAll(table, denied: false))
            .Where(answer => answer.Instructions >= least)
            .Select(answer => Path.Combine(folder, answer.Set, answer.File, answer.Program + ".json"))
            .Where(File.Exists);

    /// <summary>The program of that name: a key of <see cref="Generated.All"/> or the path of a recorded request.</summary>
    public static LoadRequest Read(string name) => !Generated.All.TryGetValue(name, out Generated? generated) ? RequestFile.Read(name) : new()
    {
        Name = name,
        ProgramType = generated.Type,
        License = "GPL",
        Maps = [s_map],
        Instructions = Assembler.Assemble(generated.Text),
    };
}

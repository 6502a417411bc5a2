using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Fuzz.Frontier;

/// <summary>A kernel's answers to the programs of seeds: given by the running one, or recorded where another one ran.</summary>
internal abstract class KernelAnswers
{
    /// <summary>True where the kernel can be asked about any program.</summary>
    public abstract bool AnswersAll { get; }

    /// <summary>The reason of a refusal, empty where the program is accepted; null where the kernel was not asked.</summary>
    /// <param name="number">The program's seed.</param>
    /// <param name="request">The program.</param>
    public abstract string? Refusal(int number, LoadRequest request);

    /// <summary>Writes the answers, a line a program.</summary>
    public void Record(int seed, int programs, string path, Capabilities capabilities)
    {
        using StreamWriter file = new(path);
        for (int number = seed; number < seed + programs; number++)
            file.WriteLine($"{number}\t{Refusal(number, new FrontierGenerator(new Random(number), capabilities).Next())}");
    }
}

/// <summary>Recorded answers.</summary>
/// <param name="path">What <see cref="KernelAnswers.Record"/> wrote.</param>
internal sealed class RecordedAnswers(string path) : KernelAnswers
{
    private readonly Dictionary<int, string> _refusals = File.ReadLines(path).Select(line => line.Split('\t', 2)).ToDictionary(parts => int.Parse(parts[0]), parts => parts[1]);

    /// <summary>The first seed.</summary>
    public int First => _refusals.Keys.Min();

    /// <inheritdoc/>
    public override bool AnswersAll => false;

    /// <inheritdoc/>
    public override string? Refusal(int number, LoadRequest request) => _refusals.GetValueOrDefault(number);
}

using System.Text.RegularExpressions;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.KernelAsking;

namespace Bpf.Fuzz.Frontier;

/// <summary>The running kernel's verifier, through bpf(2); maps are made once for each type of programs, for arrays of programs hold one type only.</summary>
internal sealed partial class KernelOracle : KernelAnswers
{
    private readonly Dictionary<ProgramType, int[]> _maps = [];

    /// <inheritdoc/>
    public override bool AnswersAll => true;

    /// <inheritdoc/>
    public override string Refusal(int number, LoadRequest request)
    {
        if (!_maps.TryGetValue(request.ProgramType, out int[]? maps)) _maps.Add(request.ProgramType, maps = [.. FrontierMaps.All.Select(Create)]);
        (int result, string log) = RawBpf.Load(request, maps);
        if (result >= 0) return "";
        return LeftoverPattern().Replace(LastLine(log), "") is { Length: > 0 } line ? line : $"errno {-result}";
    }

    /// <summary>The reason: the line before the statistics and the states of a loop.</summary>
    private static string LastLine(string log) => log.Split('\n').LastOrDefault(
        line => line.Length > 0 && !line.StartsWith("processed ", StringComparison.Ordinal) && !line.StartsWith("verification time", StringComparison.Ordinal)
            && !line.StartsWith("stack depth", StringComparison.Ordinal) && !line.StartsWith("cur state:", StringComparison.Ordinal)
            && !line.StartsWith("old state:", StringComparison.Ordinal)) ?? "";

    private static int Create(MapSpec map) => RawBpf.CreateMap(map) is >= 0 and int descriptor
        ? descriptor
        : throw new InvalidOperationException($"the kernel made no {map.Type} map");

    /// <summary>What stands before or behind a reason where the kernel forgot to end a line.</summary>
    [GeneratedRegex(@"^\d+: \([0-9a-f]{2}\) .*?(?=infinite loop|BPF program is too large)|processed \d+ insns.*$")]
    private static partial Regex LeftoverPattern();
}

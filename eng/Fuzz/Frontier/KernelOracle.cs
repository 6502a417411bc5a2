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

    /// <summary>Has the running kernel asked with these capabilities, and no others; the maps are made before.</summary>
    /// <param name="capabilities">The capabilities.</param>
    /// <param name="inquiry">Asks.</param>
    /// <exception cref="InvalidOperationException">The kernel takes no programs of such processes.</exception>
    public static void Ask(Capabilities capabilities, Action<KernelOracle> inquiry)
    {
        KernelOracle kernel = new();
        if (capabilities == Capabilities.SysAdmin)
        {
            inquiry(kernel);
            return;
        }

        foreach (ProgramType type in FrontierGenerator.Types(capabilities)) kernel.MapsFor(type);
        if (!Rights.WhileAnybodyMayLoad(() => Rights.With(capabilities, () => inquiry(kernel))))
            throw new InvalidOperationException("this kernel takes no programs of processes without capabilities");
    }

    /// <inheritdoc/>
    public override string Refusal(int number, LoadRequest request)
    {
        (int result, string log) = RawBpf.Load(request, MapsFor(request.ProgramType));
        if (result >= 0) return "";
        return LeftoverPattern().Replace(LastLine(log), "") is { Length: > 0 } line ? line : $"errno {-result}";
    }

    private int[] MapsFor(ProgramType type)
    {
        if (!_maps.TryGetValue(type, out int[]? maps)) _maps.Add(type, maps = [.. FrontierMaps.All.Select(Create)]);
        return maps;
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

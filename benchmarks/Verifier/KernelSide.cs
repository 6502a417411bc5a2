using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Bpf.Core.Link;
using Bpf.KernelAsking;

namespace Bpf.VerifierBenchmark;

/// <summary>The running kernel's side of the comparison: one request, laid out once and loaded again and again.</summary>
internal sealed partial class KernelSide : IDisposable
{
    private static readonly byte[] s_log = PreparedLoad.Pinned(1 << 16);
    private readonly int[] _maps;
    private readonly int _btf;
    private readonly PreparedLoad _load;
    private readonly PreparedLoad _loadWithFigures;

    private KernelSide(LoadRequest request, int[] maps, int btf)
    {
        (_maps, _btf) = (maps, btf);
        _load = new(request, maps, btf);
        _loadWithFigures = new(request, maps, btf, RawBpf.LogFigures, log: s_log);
    }

    /// <summary>Makes what a request needs; null where this kernel, asked this way, has no such map.</summary>
    public static KernelSide? Create(LoadRequest request)
    {
        int btf = request.Btf.IsEmpty ? 0 : Math.Max(RawBpf.LoadBtf(request.Btf.AsSpan()), 0);
        int[] maps = [.. request.Maps.Select(map => Create(map, btf))];
        KernelSide side = new(request, maps, btf);
        if (!maps.Any(map => map < 0)) return side;
        side.Dispose();
        return null;
    }

    /// <summary>Loads the program, without a log, as loaders do: verified, and translated to machine code where it is accepted.</summary>
    /// <returns>True where it was accepted; the time in ticks of <see cref="Stopwatch"/>.</returns>
    public (bool Accepted, long Ticks) Load()
    {
        long start = Stopwatch.GetTimestamp();
        int program = _load.Make();
        long ticks = Stopwatch.GetTimestamp() - start;
        RawBpf.Close(program);
        return (program >= 0, ticks);
    }

    /// <summary>Loads it once more, asking for the verifier's own figures: its time, without what comes before and after it, and its count.</summary>
    /// <returns>Microseconds and instructions processed; null where the verifier was not reached.</returns>
    public (int Microseconds, int Processed)? LoadWithFigures()
    {
        RawBpf.Close(_loadWithFigures.Make());
        Match figures = FiguresPattern().Match(Encoding.UTF8.GetString(s_log, 0, Array.IndexOf(s_log, (byte)0)));
        return figures.Success ? (int.Parse(figures.Groups[1].Value), int.Parse(figures.Groups[2].Value)) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (int map in _maps) RawBpf.Close(map);
        RawBpf.Close(_btf);
    }

    private static int Create(MapSpec spec, int btf)
    {
        int inner = spec.InnerMap is null ? 0 : Create(spec.InnerMap, btf);
        int map = inner < 0 ? inner : RawBpf.CreateMap(spec, spec.BtfValueTypeId != 0 ? btf : 0, inner);
        RawBpf.Close(inner);
        if (map >= 0 && !spec.InitialValue.IsEmpty) RawBpf.Set(map, spec.InitialValue.AsSpan());
        if (map >= 0 && spec.Frozen) RawBpf.Freeze(map);
        return map;
    }

    [GeneratedRegex(@"verification time (\d+) usec[\s\S]*processed (\d+) insns")]
    private static partial Regex FiguresPattern();
}

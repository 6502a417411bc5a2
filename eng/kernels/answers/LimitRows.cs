using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.KernelAsking;

namespace Bpf.KernelAnswers;

/// <summary>How much programs may use (<see cref="KernelLimits"/>) and how large keys and values may be: the most is tried, and one more.</summary>
internal static class LimitRows
{
    private const int Searched = 64; // frames: more than any kernel has

    private static readonly (string What, int Most, Func<int, bool> Loads)[] s_rows =
    [
        ("bytes of stack", KernelLimits.Stack, static bytes => Loads(LimitPrograms.Stack(bytes))),
        ("functions", KernelLimits.Functions, static count => Loads(LimitPrograms.Functions(count))),
        ("instructions", KernelLimits.Instructions, static count => Loads(LimitPrograms.Straight(count))),
        ("instructions processed", KernelLimits.Instructions, static count => Loads(LimitPrograms.Processed(count))),
        ("pending branches", KernelLimits.PendingBranches, static count => Loads(LimitPrograms.Branches(count))),
        ("maps", KernelLimits.Maps, LoadsWithMaps),
        ("bytes of log", KernelLimits.MaxLog, static bytes => RawBpf.Load(Request(LimitPrograms.Straight(2)), [], logSize: bytes).Result == 0),
    ];

    public static void Compare(Comparison comparison, Version version)
    {
        foreach ((string what, int most, Func<int, bool> loads) in s_rows)
        {
            comparison.Row($"{most} {what}", true, loads(most));
            comparison.Row($"{most + 1} {what}", false, loads(most + 1));
        }

        comparison.Row("frames of calls", KernelLimits.CallFrames(version), Enumerable.Range(1, Searched).Last(static frames => Loads(LimitPrograms.Chain(frames))));
        comparison.Row("tail calls", KernelLimits.TailCalls, TailCalls());
        bool asked = Rights.WhileAnybodyMayLoad(() => Rights.With(Capabilities.None, () =>
        {
            comparison.Row($"{KernelLimits.UnprivilegedInstructions} instructions without capabilities", true, Loads(LimitPrograms.Straight(KernelLimits.UnprivilegedInstructions)));
            comparison.Row($"{KernelLimits.UnprivilegedInstructions + 1} instructions without capabilities", false, Loads(LimitPrograms.Straight(KernelLimits.UnprivilegedInstructions + 1)));
        }));
        if (!asked)
            comparison.Unasked();
        foreach (MapTypeInfo row in MapTypes.All.Where(FeatureAsking.Creates))
            CompareSizes(comparison, row);
    }

    // The least and the greatest where the table has one, and what is beyond them.
    private static void CompareSizes(Comparison comparison, MapTypeInfo row)
    {
        MapSpec spec = MapSamples.Of(row);
        foreach ((string what, SizeRule rule, Func<int, MapSpec> with) in new (string, SizeRule, Func<int, MapSpec>)[]
        {
            ("keys", row.Key, size => spec with { KeySize = size }),
            ("values", row.Value, size => spec with { ValueSize = size }),
        })
        {
            // Sizes of what is described by types are those of the types.
            if (row.NeedsBtf && rule != row.Key)
                continue;
            foreach (int size in new[] { rule.Min - 1, rule.Min, rule.Max, rule.Max + rule.Multiple }.Where(static size => size is >= 0 and < int.MaxValue).Distinct())
            {
                int map = MapSamples.Create(row, with(size));
                RawBpf.Close(map);
                comparison.Row($"{row.Name} with {what} of {size}", rule.Allows(size), map > 0);
            }
        }
    }

    private static bool LoadsWithMaps(int count)
    {
        int[] maps = [.. Enumerable.Range(0, count).Select(static _ => RawBpf.CreateMap(MapSamples.Of(MapTypes.Find(MapType.Array)!)))];
        bool loads = RawBpf.Load(Request(LimitPrograms.Maps(count)), maps).Result == 0;
        Array.ForEach(maps, RawBpf.Close);
        return loads;
    }

    // A program that calls itself counts its runs, the first of which is no call.
    private static int TailCalls()
    {
        MapTypeInfo array = MapTypes.Find(MapType.Array)!, programs = MapTypes.Find(MapType.ProgArray)!;
        int[] maps = [RawBpf.CreateMap(MapSamples.Of(array) with { ValueSize = 4 }), RawBpf.CreateMap(MapSamples.Of(programs))];
        int program = RawBpf.LoadAndKeep(Request(LimitPrograms.CallsItself()) with { ProgramType = ProgramType.Xdp }, 0, maps);
        int runs = RawBpf.Set(maps[1], BitConverter.GetBytes(program)) == 0 ? RawBpf.TestRun(program) : 0;
        Array.ForEach([program, .. maps], RawBpf.Close);
        return runs - 1;
    }

    private static bool Loads(ImmutableArray<Instruction> program) => RawBpf.Load(Request(program), [], logLevel: RawBpf.LogFigures).Result == 0;

    private static LoadRequest Request(ImmutableArray<Instruction> program) =>
        new() { Name = "limit", ProgramType = ProgramType.SocketFilter, License = "GPL", Instructions = program };
}

using System.Text;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Fuzz.Frontier;

/// <summary>
/// Makes programs near the frontier between accepted and refused: blocks of what programs do, each right or nearly so, then perhaps a change of an
/// instruction or two. R6 holds the context, r7 to r9 hold numbers that nobody knows, r0 to r5 are the blocks' own.
/// </summary>
/// <param name="random">Where the choices come from.</param>
/// <param name="capabilities">Who loads them: without any, only two types of programs may be loaded.</param>
internal sealed partial class FrontierGenerator(Random random, Capabilities capabilities = Capabilities.SysAdmin)
{
    private const int StrictAlignment = 1;
    private const int TestStateFrequency = 8;

    private static readonly ProgramType[] s_types = [ProgramType.SchedCls, ProgramType.SchedCls, ProgramType.SchedCls, ProgramType.SocketFilter, ProgramType.Xdp];
    private static readonly ProgramType[] s_typesForAll = [ProgramType.SocketFilter, ProgramType.CgroupSkb];
    private static readonly int[] s_edges = [0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 47, 48, 63, 64, 100, 127, 128, 255, 256, 512, 4096, 65535, -1, -2, -8, int.MaxValue, int.MinValue];

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _functions = new();
    private ProgramType _type;
    private int _labels;

    /// <summary>The next program.</summary>
    public LoadRequest Next()
    {
        _text.Clear();
        _functions.Clear();
        _labels = 0;
        _type = Pick(Types(capabilities));
        Line("r6 = r1");
        Line($"r1 = map[{FrontierMaps.Inputs}][0]+0");
        for (int i = 7; i <= 9; i++) Line($"r{i} = *(u64 *)(r1 + {i * 8 - 56})");
        for (int blocks = random.Next(1, 5); blocks > 0; blocks--) Pick(Blocks)(this);
        Line("out:");
        Line("r0 = 0");
        Line("exit");
        _text.Append(_functions);
        Instruction[] code = [.. Assembler.Assemble(_text.ToString(), new() { Map = FrontierMaps.IndexOf })];
        for (int changes = Pick([0, 0, 0, 0, 1, 1, 1, 2]); changes > 0; changes--) Change(code);
        return new()
        {
            Name = "random",
            ProgramType = _type,
            License = "GPL",
            Instructions = [.. code],
            Maps = FrontierMaps.All,
            Flags = (uint)((OneIn(12) ? StrictAlignment : 0) | (OneIn(12) ? TestStateFrequency : 0)),
        };
    }

    /// <summary>The types of the programs that a process may load; those that come up more often stand there more often.</summary>
    public static IReadOnlyList<ProgramType> Types(Capabilities capabilities) => capabilities == Capabilities.None ? s_typesForAll : s_types;

    private void Line(string line) => _text.Append(line).Append('\n');

    private string Label() => $"l{_labels++}";

    private bool OneIn(int n) => random.Next(n) == 0;

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private int Edge() => Pick(s_edges);

    /// <summary>Mostly a small number, sometimes one that is too much.</summary>
    private int Around(int limit) => OneIn(4) ? limit + random.Next(-2, 3) : random.Next(limit);

    private string Number() => "r" + random.Next(7, 10);

    private int SizeInBytes() => 1 << random.Next(4);

    private static string Place(int bytes, string pointer, int off) => $"*(u{bytes * 8} *)({pointer} {(off < 0 ? "-" : "+")} {Math.Abs(off)})";
}

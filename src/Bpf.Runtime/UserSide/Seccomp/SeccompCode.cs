using System.Collections.Generic;
using System.Collections.Immutable;
using Bpf.Core.Classic;

namespace Bpf;

/// <summary>Assembles a filter; jumps go to places named before they are known.</summary>
internal sealed class SeccompCode
{
    /// <summary>The instruction behind a jump.</summary>
    public const int Next = -1;

    private readonly List<ClassicInstruction> instructions = [];
    private readonly List<(int Jump, int IfTrue, int IfFalse)> jumps = [];
    private readonly List<int> places = [];

    /// <summary>Names a place that is set later.</summary>
    public int NewPlace()
    {
        places.Add(0);
        return places.Count - 1;
    }

    /// <summary>Says that a place is here.</summary>
    public void Set(int place) => places[place] = instructions.Count;

    public void Add(ushort code, uint value) => instructions.Add(new(code, value));

    /// <summary>Jumps forward by the outcome of a comparison; both places may be <see cref="Next"/>.</summary>
    public void Jump(ushort code, uint value, int ifTrue, int ifFalse)
    {
        jumps.Add((instructions.Count, ifTrue, ifFalse));
        Add(code, value);
    }

    /// <summary>The filter. Jumps stay within a rule, which <see cref="SeccompRule.MaxConditions"/> keeps shorter than the 255 instructions that one can pass over.</summary>
    public ImmutableArray<ClassicInstruction> Build()
    {
        foreach ((int jump, int ifTrue, int ifFalse) in jumps)
            instructions[jump] = instructions[jump] with { IfTrue = Distance(jump, ifTrue), IfFalse = Distance(jump, ifFalse) };
        return [.. instructions];
    }

    private byte Distance(int jump, int place) => place == Next ? (byte)0 : checked((byte)(places[place] - jump - 1));
}

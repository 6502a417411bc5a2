using System.Collections.Generic;
using Bpf.Core.Isa;

namespace Bpf.Vm.Counterexamples;

/// <summary>A comparison that must come out as it does on the path.</summary>
/// <param name="Left">One side.</param>
/// <param name="Code">The comparison.</param>
/// <param name="Right">The other side.</param>
internal sealed record Demand(Term Left, JumpCode Code, Term Right)
{
    /// <summary>True where one number is asked for.</summary>
    public bool IsExact => Code == JumpCode.JEq;

    /// <summary>A demand that a jump is taken, or not.</summary>
    public static Demand Of(Term left, JumpCode code, Term right, bool jumped) => jumped ? new(left, code, right) : new(left, Opposite(code), right);

    /// <summary>True where the inputs meet it.</summary>
    public bool IsMet(Assignment inputs) => Holds(Left.Evaluate(inputs), Right.Evaluate(inputs));

    /// <summary>Changes inputs until they meet it.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="far">True for the numbers furthest from the border, else the nearest.</param>
    public bool Meet(Assignment inputs, bool far)
    {
        (Term changed, Term held, JumpCode code) = Left.IsInput ? (Left, Right, Code) : (Right, Left, Mirrored(Code));
        if (!changed.IsInput) return IsMet(inputs);
        ulong border = held.Evaluate(inputs);
        ulong before = changed.Evaluate(inputs);
        foreach (ulong candidate in Candidates(code, border, far))
        {
            changed.Make(candidate, inputs);
            if (IsMet(inputs)) return true;
        }

        changed.Make(before, inputs);
        return false;
    }

    // Of some codes there is no opposite: JSET's is that no bit is common.
    private const JumpCode NoBit = (JumpCode)0xff;

    private static JumpCode Opposite(JumpCode code) => code switch
    {
        JumpCode.JEq => JumpCode.JNe,
        JumpCode.JNe => JumpCode.JEq,
        JumpCode.JGt => JumpCode.JLe,
        JumpCode.JLe => JumpCode.JGt,
        JumpCode.JGe => JumpCode.JLt,
        JumpCode.JLt => JumpCode.JGe,
        JumpCode.JSGt => JumpCode.JSLe,
        JumpCode.JSLe => JumpCode.JSGt,
        JumpCode.JSGe => JumpCode.JSLt,
        JumpCode.JSLt => JumpCode.JSGe,
        _ => NoBit,
    };

    private static JumpCode Mirrored(JumpCode code) => code switch
    {
        JumpCode.JGt => JumpCode.JLt,
        JumpCode.JLt => JumpCode.JGt,
        JumpCode.JGe => JumpCode.JLe,
        JumpCode.JLe => JumpCode.JGe,
        JumpCode.JSGt => JumpCode.JSLt,
        JumpCode.JSLt => JumpCode.JSGt,
        JumpCode.JSGe => JumpCode.JSLe,
        JumpCode.JSLe => JumpCode.JSGe,
        _ => code,
    };

    private static IEnumerable<ulong> Candidates(JumpCode code, ulong border, bool far)
    {
        const ulong most = long.MaxValue, least = unchecked((ulong)long.MinValue);
        // What a narrow input can hold is found by trying its largest numbers.
        (ulong near, ulong[] others) = code switch
        {
            JumpCode.JEq => (border, []),
            JumpCode.JNe => (border + 1, new[] { border - 1, 0ul, ulong.MaxValue }),
            JumpCode.JGt => (border + 1, [ulong.MaxValue, uint.MaxValue, ushort.MaxValue, byte.MaxValue]),
            JumpCode.JGe => (border, [ulong.MaxValue, uint.MaxValue, ushort.MaxValue, byte.MaxValue]),
            JumpCode.JLt => (border - 1, [0ul]),
            JumpCode.JLe => (border, [0ul]),
            JumpCode.JSGt => (border + 1, [most, int.MaxValue, (ulong)short.MaxValue, (ulong)sbyte.MaxValue]),
            JumpCode.JSGe => (border, [most, int.MaxValue, (ulong)short.MaxValue, (ulong)sbyte.MaxValue]),
            JumpCode.JSLt => (border - 1, [least, ulong.MaxValue]),
            JumpCode.JSLe => (border, [least, ulong.MaxValue]),
            JumpCode.JSet => (border, [border & (0 - border)]),
            _ => (0ul, [~border]),
        };
        if (!far) yield return near;
        foreach (ulong other in others) yield return other;
        if (far) yield return near;
    }

    private bool Holds(ulong a, ulong b) => Code switch
    {
        JumpCode.JEq => a == b,
        JumpCode.JNe => a != b,
        JumpCode.JGt => a > b,
        JumpCode.JGe => a >= b,
        JumpCode.JLt => a < b,
        JumpCode.JLe => a <= b,
        JumpCode.JSGt => (long)a > (long)b,
        JumpCode.JSGe => (long)a >= (long)b,
        JumpCode.JSLt => (long)a < (long)b,
        JumpCode.JSLe => (long)a <= (long)b,
        JumpCode.JSet => (a & b) != 0,
        _ => (a & b) == 0,
    };
}

using Bpf.Core.Isa;
using Bpf.Kernels;
using Bpf.Verifier.State;
using Bpf.Verifier.Transfer;

namespace Bpf.Verifier.Tests.State;

/// <summary>Ranges of quotients, remainders and numbers with a known low half, against brute force.</summary>
public class RangeTests
{
    private static readonly BehaviorSwitches Rules = new(KernelProfiles.Find("7.2")!);

    private static readonly long[] Ends = [long.MinValue, int.MinValue, -9, -5, -1, 0, 1, 4, 7, int.MaxValue, uint.MaxValue, long.MaxValue];

    [Theory]
    [InlineData(AluCode.Div, false, false)]
    [InlineData(AluCode.Div, false, true)]
    [InlineData(AluCode.Div, true, false)]
    [InlineData(AluCode.Div, true, true)]
    [InlineData(AluCode.Mod, false, false)]
    [InlineData(AluCode.Mod, false, true)]
    [InlineData(AluCode.Mod, true, false)]
    [InlineData(AluCode.Mod, true, true)]
    public void Every_quotient_and_remainder_is_in_its_range(AluCode op, bool signed, bool is32)
    {
        foreach (long min in Ends)
        {
            foreach (long max in Ends.Where(max => min <= max))
            {
                foreach (long divisor in Ends)
                {
                    RegisterState dst = default, src = default;
                    dst.SetUnknown(false);
                    src.SetConst((ulong)divisor);
                    (dst.SMin, dst.SMax) = (min, max);
                    Bounds.Sync(ref dst, Rules);
                    ScalarAlu.Apply(ref dst, src, op, is32, signed, Rules);
                    foreach (long value in Ends.Where(value => min <= value && value <= max))
                    {
                        ulong result = Divide(value, divisor, op == AluCode.Mod, signed, is32);
                        Assert.True(Holds(in dst, result), $"{value} of [{min}, {max}] {op} {divisor}: {result:x}");
                    }
                }
            }
        }
    }

    [Fact]
    public void No_number_is_lost_whose_low_half_is_in_range()
    {
        Random random = new(7);
        for (int i = 0; i < 20_000; i++)
        {
            ulong first = ((ulong)random.Next(3) << 32) + (ulong)random.Next(-20, 20), last = first + ((ulong)random.Next(3) << 32) + (ulong)random.Next(40);
            uint low = (uint)random.Next(-30, 30), size = (uint)random.Next(30);
            if (last < first || low + size < low)
            {
                continue;
            }

            RegisterState reg = default;
            reg.SetUnknown(false);
            (reg.UMin, reg.UMax) = (first, last);
            (reg.U32Min, reg.U32Max) = (low, low + size);
            Arcs.LearnFromLowHalf(ref reg);
            for (ulong block = 0; block < 8; block++)
            {
                for (uint at = 0; at <= size; at++)
                {
                    ulong value = (block << 32) + low + at;
                    Assert.True(value < first || value > last || (reg.UMin <= value && value <= reg.UMax), $"{first:x}-{last:x}, {low:x}+{size:x}: {value:x}");
                }
            }
        }
    }

    private static bool Holds(in RegisterState reg, ulong value) =>
        Tnum.Contains(reg.VarOff, Tnum.Const(value)) && reg.UMin <= value && value <= reg.UMax
        && reg.SMin <= (long)value && (long)value <= reg.SMax && reg.U32Min <= (uint)value && (uint)value <= reg.U32Max
        && reg.S32Min <= (int)value && (int)value <= reg.S32Max;

    /// <summary>RFC 9669 section 4.1.</summary>
    private static ulong Divide(long value, long divisor, bool remainder, bool signed, bool is32)
    {
        ulong whole = is32 ? (uint)value : (ulong)value, by = is32 ? (uint)divisor : (ulong)divisor;
        if (by == 0)
        {
            return remainder ? whole : 0;
        }

        if (!signed)
        {
            return remainder ? whole % by : whole / by;
        }

        Int128 a = is32 ? (int)value : value, b = is32 ? (int)divisor : divisor;
        ulong result = unchecked((ulong)(remainder ? a % b : a / b));
        return is32 ? (uint)result : result;
    }
}

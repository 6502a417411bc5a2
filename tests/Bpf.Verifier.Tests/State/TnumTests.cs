using Bpf.Verifier.State;

namespace Bpf.Verifier.Tests.State;

/// <summary>Tracked numbers against brute force: every pair of 4-bit ones, every value they hold.</summary>
public class TnumTests
{
    private const int Bits = 4;

    private static readonly Tnum[] All =
    [
        .. from mask in Enumerable.Range(0, 1 << Bits)
           from value in Enumerable.Range(0, 1 << Bits)
           where (mask & value) == 0
           select new Tnum((ulong)value, (ulong)mask),
    ];

    public static TheoryData<string> Operations => ["add", "sub", "and", "or", "xor", "mul by union", "mul by masks", "mul by halves"];

    [Theory]
    [MemberData(nameof(Operations))]
    public void The_result_holds_every_concrete_result(string operation)
    {
        (Func<Tnum, Tnum, Tnum> tracked, Func<ulong, ulong, ulong> concrete) = operation switch
        {
            "add" => (Tnum.Add, (x, y) => x + y),
            "sub" => (Tnum.Sub, (x, y) => x - y),
            "and" => (Tnum.And, (x, y) => x & y),
            "or" => (Tnum.Or, (x, y) => x | y),
            "xor" => (Tnum.Xor, (x, y) => x ^ y),
            "mul by union" => (Tnum.MulByUnion, (x, y) => x * y),
            "mul by masks" => (Tnum.MulByMasks, (x, y) => x * y),
            _ => ((Func<Tnum, Tnum, Tnum>)Tnum.MulByHalves, (Func<ulong, ulong, ulong>)((x, y) => x * y)),
        };
        foreach (Tnum a in All)
        {
            foreach (Tnum b in All)
            {
                Tnum result = tracked(a, b);
                Assert.Equal(0UL, result.Value & result.Mask);
                foreach (ulong x in Values(a))
                {
                    foreach (ulong y in Values(b))
                    {
                        if (!Tnum.Contains(result, Tnum.Const(concrete(x, y))))
                        {
                            Assert.Fail($"{a} {operation} {b} = {result} lacks {x} {operation} {y}");
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void Addition_subtraction_and_bitwise_results_are_the_tightest()
    {
        foreach (Tnum a in All)
        {
            foreach (Tnum b in All)
            {
                Assert.Equal(Tightest(a, b, (x, y) => x + y), Tnum.Add(a, b));
                Assert.Equal(Tightest(a, b, (x, y) => x - y), Tnum.Sub(a, b));
                Assert.Equal(Tightest(a, b, (x, y) => x & y), Tnum.And(a, b));
                Assert.Equal(Tightest(a, b, (x, y) => x | y), Tnum.Or(a, b));
            }
        }
    }

    [Fact]
    public void A_range_is_held_and_nothing_beyond_its_common_prefix()
    {
        for (ulong min = 0; min < 64; min++)
        {
            for (ulong max = min; max < 64; max++)
            {
                Tnum range = Tnum.Range(min, max);
                for (ulong x = min; x <= max; x++)
                {
                    Assert.True(Tnum.Contains(range, Tnum.Const(x)));
                }
            }
        }
    }

    [Fact]
    public void Intersection_overlap_and_containment_agree_with_sets()
    {
        foreach (Tnum a in All)
        {
            foreach (Tnum b in All)
            {
                HashSet<ulong> both = [.. Values(a)];
                both.IntersectWith(Values(b));
                Assert.Equal(both.Count > 0, Tnum.Overlap(a, b));
                Assert.Equal(Values(b).All(Values(a).Contains), Tnum.Contains(a, b));
                if (both.Count > 0)
                {
                    Assert.True(both.SetEquals(Values(Tnum.Intersect(a, b))));
                }
            }
        }
    }

    private static Tnum Tightest(Tnum a, Tnum b, Func<ulong, ulong, ulong> operation)
    {
        ulong ones = ulong.MaxValue, any = 0;
        foreach (ulong x in Values(a))
        {
            foreach (ulong y in Values(b))
            {
                ones &= operation(x, y);
                any |= operation(x, y);
            }
        }

        return new(ones, any & ~ones);
    }

    private static IEnumerable<ulong> Values(Tnum tnum)
    {
        for (ulong x = 0; x < 1 << Bits; x++)
        {
            if ((x & ~tnum.Mask) == tnum.Value)
            {
                yield return x;
            }
        }
    }
}

using System.Numerics;
using Bpf;

namespace RateLimiting;

/// <summary>What things take of a limit.</summary>
[BpfLibrary]
public static class Prices
{
    /// <summary>The price of some units, or the greatest there is.</summary>
    /// <param name="units">How many: bytes, packets.</param>
    /// <param name="each">The price of one, in nanoseconds.</param>
    public static ulong Of<T>(T units, ulong each) where T : unmanaged, IBinaryInteger<T>
    {
        ulong count = ulong.CreateTruncating(units);
        return count != 0 && each > ulong.MaxValue / count ? ulong.MaxValue : count * each;
    }
}

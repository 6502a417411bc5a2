using Bpf;

namespace RateLimiting;

/// <summary>What may pass in a time: a value of a map, by whatever a program limits.</summary>
/// <remarks>
/// The generic cell rate algorithm (ITU-T I.371): what passes is paid for with time, and may be paid for ahead by a burst. Processors agree without a lock.
/// </remarks>
[BpfLibrary]
public struct RateLimit
{
    /// <summary>Until when all that has passed is paid for, on the clock of <c>bpf_ktime_get_ns</c>.</summary>
    public ulong PaidUntil;

    /// <summary>Lets something pass, or says that it is too much.</summary>
    /// <param name="now">The time, in nanoseconds.</param>
    /// <param name="price">What it takes, in nanoseconds.</param>
    /// <param name="burst">How many nanoseconds may be paid for ahead.</param>
    /// <returns>True where it may pass.</returns>
    public bool TryPass(ulong now, ulong price, ulong burst)
    {
        // Who is overtaken by another processor this often is over the limit for sure.
        for (int i = 0; i < 4; i++)
        {
            ulong paid = Volatile.Read(ref PaidUntil);
            ulong from = Math.Max(paid, now);
            if (from - now + price > burst)
                return false;
            if (Interlocked.CompareExchange(ref PaidUntil, from + price, paid) == paid)
                return true;
        }

        return false;
    }
}

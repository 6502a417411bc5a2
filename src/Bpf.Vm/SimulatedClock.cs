using System;

namespace Bpf.Vm;

/// <summary>The simulated kernel's clocks. They stand still until a test moves them.</summary>
public sealed class SimulatedClock
{
    /// <summary>Length of a tick in nanoseconds: what coarse clocks and jiffies count in (<c>CONFIG_HZ=250</c>).</summary>
    public const ulong TickNanoseconds = 4_000_000;

    /// <summary><c>CLOCK_MONOTONIC</c> in nanoseconds: what <c>bpf_ktime_get_ns</c> returns. One second at the start.</summary>
    public ulong MonotonicNanoseconds { get; set; } = 1_000_000_000;

    /// <summary>How much <c>CLOCK_BOOTTIME</c> is ahead of it, in nanoseconds: the time the machine was suspended.</summary>
    public ulong SuspendedNanoseconds { get; set; }

    /// <summary>How much <c>CLOCK_TAI</c> is ahead of it, in nanoseconds.</summary>
    public ulong TaiOffsetNanoseconds { get; set; }

    /// <summary>Lets time pass. The timers of programs that end meanwhile run, each at its time; where a clock is set instead, they wait for the next call.</summary>
    /// <param name="time">How much; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">Time would go backward.</exception>
    /// <exception cref="BpfFaultException">A timer's function did what the verifier exists to prevent.</exception>
    public void Advance(TimeSpan time)
    {
        if (time < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(time));
        ulong end = MonotonicNanoseconds + (ulong)time.Ticks * 100;
        while (RunNextTimer?.Invoke(end) == true)
        {
        }

        MonotonicNanoseconds = end;
    }

    /// <summary>Runs the first timer that ends by a time; false where none does.</summary>
    internal Func<ulong, bool>? RunNextTimer { get; set; }
}

namespace Bpf;

/// <summary>What time a timer goes by (include/uapi/linux/time.h).</summary>
public enum TimerClock
{
    /// <summary>The time of day, which may be set: <c>CLOCK_REALTIME</c>.</summary>
    Realtime = 0,

    /// <summary>Time that goes on while the machine is awake: <c>CLOCK_MONOTONIC</c>.</summary>
    Monotonic = 1,

    /// <summary>Time that goes on while it is suspended, too: <c>CLOCK_BOOTTIME</c>.</summary>
    Boottime = 7,
}

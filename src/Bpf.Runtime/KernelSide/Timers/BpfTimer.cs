using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>
/// A timer in a value of an array or hash map (<c>struct bpf_timer</c>, 16 bytes, Linux 5.15): the kernel calls a function of the program's when it ends. A value has at most
/// one. Removing or replacing the element ends it; so does unloading, where the map is not pinned. Tracing programs have none. To user space it is always 0.
/// </summary>
/// <remarks>In programs that run as C# on the CLR there are no timers.</remarks>
[InlineArray(2)]
public struct BpfTimer
{
    private ulong opaque;

    /// <summary>Makes the timer: <c>bpf_timer_init</c>.</summary>
    /// <param name="map">The map that the value is in.</param>
    /// <param name="clock">What time it goes by.</param>
    /// <returns>False where it was made before.</returns>
    public bool TryInit(MapDeclaration map, TimerClock clock = TimerClock.Monotonic) => throw BytecodeOnly.Helper(HelperId.TimerInit);

    /// <summary>Says what is done when it ends: <c>bpf_timer_set_callback</c>.</summary>
    /// <typeparam name="TKey">The key of the map; <c>uint</c> for arrays.</typeparam>
    /// <typeparam name="TValue">The value, which holds the timer.</typeparam>
    /// <param name="body">A <c>static</c> lambda or method. It knows no context; where it faults it ends.</param>
    /// <returns>False where the timer was not made.</returns>
    public bool TrySetCallback<TKey, TValue>(TimerBody<TKey, TValue> body) where TKey : unmanaged where TValue : unmanaged =>
        throw BytecodeOnly.Helper(HelperId.TimerSetCallback);

    /// <summary>Starts it, anew where it runs: <c>bpf_timer_start</c>.</summary>
    /// <param name="nanoseconds">After how long it ends.</param>
    /// <returns>False where it was not made, or has no callback.</returns>
    public bool TryStart(ulong nanoseconds) => throw BytecodeOnly.Helper(HelperId.TimerStart);

    /// <summary>Stops it and waits for a callback that runs: <c>bpf_timer_cancel</c>.</summary>
    /// <returns>True where it was running.</returns>
    public bool Cancel() => throw BytecodeOnly.Helper(HelperId.TimerCancel);
}

using System;
using System.Globalization;

namespace Bpf;

/// <summary>What becomes of a system call that a filter looked at.</summary>
/// <remarks>Source: include/uapi/linux/seccomp.h; seccomp(2). Where several filters answer, the kernel takes the strictest answer.</remarks>
public readonly record struct SeccompAction
{
    private const uint ActionBits = 0xFFFF0000, DataBits = 0x0000FFFF;
    private const uint ErrorCode = 0x00050000, TrapCode = 0x00030000, TraceCode = 0x7FF00000;
    private const int MaxErrno = 4095;

    private SeccompAction(uint value) => Value = value;

    /// <summary>It is made.</summary>
    public static SeccompAction Allow { get; } = new(0x7FFF0000);

    /// <summary>It is made, and noted in the kernel's audit log (Linux 4.14).</summary>
    public static SeccompAction Log { get; } = new(0x7FFC0000);

    /// <summary>It is not made, and the thread ends. A .NET process rarely survives that in good order: prefer <see cref="KillProcess"/>.</summary>
    public static SeccompAction KillThread { get; } = new(0);

    /// <summary>It is not made, and the process ends by SIGSYS (Linux 4.14).</summary>
    public static SeccompAction KillProcess { get; } = new(0x80000000);

    /// <summary>It is not made, and the thread gets SIGSYS, which a handler can tell the call from.</summary>
    public static SeccompAction Trap { get; } = new(TrapCode);

    /// <summary>What the kernel is told: an action in the high half, data in the low one.</summary>
    public uint Value { get; }

    /// <summary>It is not made, and fails.</summary>
    /// <param name="errno">The error (errno(3)), up to 4095; with 0 it seems to succeed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no error number.</exception>
    public static SeccompAction Error(int errno)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(errno);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(errno, MaxErrno);
        return new(ErrorCode | (uint)errno);
    }

    /// <summary>A tracer is asked (<c>PTRACE_EVENT_SECCOMP</c>); without one the call fails by ENOSYS.</summary>
    /// <param name="message">What the tracer is told.</param>
    public static SeccompAction Trace(ushort message) => new(TraceCode | message);

    /// <inheritdoc/>
    public override string ToString() => (Value & ActionBits) switch
    {
        ErrorCode => string.Create(CultureInfo.InvariantCulture, $"Error({Value & DataBits})"),
        TraceCode => string.Create(CultureInfo.InvariantCulture, $"Trace({Value & DataBits})"),
        _ when Value == Allow.Value => nameof(Allow),
        _ when Value == Log.Value => nameof(Log),
        _ when Value == KillThread.Value => nameof(KillThread),
        _ when Value == KillProcess.Value => nameof(KillProcess),
        _ => nameof(Trap),
    };

    internal static SeccompAction FromValue(uint value) => new(value);
}

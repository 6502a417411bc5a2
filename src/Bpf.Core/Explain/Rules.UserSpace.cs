using System.Collections.Immutable;

namespace Bpf.Core.Explain;

// Misuse in user space.
public static partial class Rules
{
    /// <summary>BPF0601: Kernel-side member in user code.</summary>
    public static DiagnosticRule KernelSideInUserCode { get; } = Error("BPF0601", "Kernel-side member in user code",
        "'{0}' is kernel-side and throws here: a program's entry point runs in user space.",
        "Use the property of the same name on the loaded object, or run the program in a world.");

    /// <summary>BPF0602: User-space member in a program.</summary>
    public static DiagnosticRule UserSideInProgram { get; } = Error("BPF0602", "User-space member in a program",
        "'{0}' is user-space API and cannot run in the kernel.",
        "Use the kernel-side member, or do it in user space with what the program sends.");

    /// <summary>BPF0603: Loaded object is not disposed.</summary>
    public static DiagnosticRule LoadedNotDisposed { get; } = Warning("BPF0603", "Loaded object is not disposed",
        "What '{0}' returns is not disposed, so its programs stay attached until the garbage collector runs.",
        "Use 'using'.");

    /// <summary>BPF0604: Attach() without a hook.</summary>
    public static DiagnosticRule AttachNeedsHook { get; } = Error("BPF0604", "Attach() without a hook",
        "Attach() attaches every program whose attribute names its hook, and '{0}' names none.",
        "Call Attach on the program itself, with the hook.");

    /// <summary>BPF0605: Configuration out of range.</summary>
    public static DiagnosticRule ConfigOutOfRange { get; } = Error("BPF0605", "Configuration out of range",
        "{0} is {1}, outside of its range {2} to {3}, and Load would refuse it.",
        "Use a value within the range, or change [Config].");

    private static ImmutableArray<DiagnosticRule> UserSpaceBand =>
    [
        KernelSideInUserCode,
        UserSideInProgram,
        LoadedNotDisposed,
        AttachNeedsHook,
        ConfigOutOfRange,
    ];
}

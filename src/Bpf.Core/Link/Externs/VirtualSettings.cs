using System;
using Bpf.Core.Kernel;

namespace Bpf.Core.Link.Externs;

/// <summary>What objects ask for as a setting though no kernel's configuration has it: libbpf finds it out.</summary>
/// <remarks>Source: <c>LINUX_HAS_*</c> in libbpf's usdt.bpf.h and bpf_tracing.h.</remarks>
public static class VirtualSettings
{
    private const string Yes = "1", No = "0";

    /// <summary>How their names begin.</summary>
    public const string Prefix = "LINUX_";

    /// <summary>Whether programs can read a cookie, <c>bpf_get_attach_cookie</c>.</summary>
    public const string HasCookie = "LINUX_HAS_BPF_COOKIE";

    /// <summary>Whether system calls begin with a function that takes all registers (<c>__x64_sys_openat</c>).</summary>
    public const string HasSyscallWrapper = "LINUX_HAS_SYSCALL_WRAPPER";

    /// <summary>The value of one.</summary>
    /// <returns>Null for other names.</returns>
    internal static string? ValueOf(string name, Version kernel, TargetArchitecture architecture) => name switch
    {
        HasCookie => kernel >= new Version(5, 15) ? Yes : No,
        HasSyscallWrapper => kernel >= WrappersSince(architecture) ? Yes : No,
        _ => null,
    };

    // CONFIG_ARCH_HAS_SYSCALL_WRAPPER
    private static Version WrappersSince(TargetArchitecture architecture) => architecture switch
    {
        TargetArchitecture.X64 => new(4, 17),
        TargetArchitecture.Arm64 => new(4, 19),
        _ => new(6, 6),
    };
}

using System.Runtime.InteropServices;

namespace Bpf.Kernel.Tests.Support;

/// <summary>getpgid(2): a system call that nothing else in these tests makes, so that hooks on it see the test's own calls.</summary>
internal static partial class ProcessGroup
{
    /// <summary>The kernel function behind the system call, by the machine's prefix (arch/*/include/asm/syscall_wrapper.h).</summary>
    public static string KernelFunction { get; } = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => "__x64_sys_getpgid",
        Architecture.Arm64 => "__arm64_sys_getpgid",
        _ => throw new PlatformNotSupportedException($"{RuntimeInformation.ProcessArchitecture}"),
    };

    /// <summary>The library with the function.</summary>
    public static string Library { get; } = File.ReadLines("/proc/self/maps")
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1])
        .First(path => Path.GetFileName(path).StartsWith("libc.so", StringComparison.Ordinal));

    /// <summary>Calls it.</summary>
    /// <param name="process">A process; 0 for this one.</param>
    /// <returns>Its group; -1 where there is no such process.</returns>
    [LibraryImport("libc", EntryPoint = "getpgid")]
    public static partial int Of(int process);
}

namespace Bpf;

/// <summary>Attaches programs to network namespaces.</summary>
internal static class NetworkNamespaces
{
    /// <summary>This thread's namespace.</summary>
    public const string Own = "/proc/thread-self/ns/net";

    public static BpfLink Attach(ProgramHandle program, string path) => KernelLinks.CreateAtPath(
        program, $"network namespace {path} ({program.Section})", path, "The file is no network namespace, or the kernel has no links of this type (Linux 5.9).");
}

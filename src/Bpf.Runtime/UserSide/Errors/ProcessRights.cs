using System;
using System.Globalization;
using System.IO;

namespace Bpf;

/// <summary>What this process may do as to eBPF, and what stands in its way.</summary>
/// <param name="Effective">Capabilities in effect, a bit each (capabilities(7)).</param>
/// <param name="Bounding">Capabilities that the process could have at all.</param>
/// <param name="IsInUserNamespace">True in another user namespace than the first.</param>
/// <param name="HasSeccomp">True under a seccomp filter.</param>
/// <param name="UnprivilegedBpfDisabled">The setting <c>kernel.unprivileged_bpf_disabled</c>; null where it can't be read.</param>
/// <param name="Lockdown">The kernel's lockdown modes, the one in effect in brackets; null where there is none.</param>
/// <param name="MemlockBytes">How much memory maps may take; null where nothing limits them, or the kernel doesn't count them so.</param>
internal sealed record ProcessRights(
    ulong Effective, ulong Bounding, bool IsInUserNamespace = false, bool HasSeccomp = false, string? UnprivilegedBpfDisabled = null, string? Lockdown = null, ulong? MemlockBytes = null)
{
    private const string SeccompFilter = "2";

    // PROC_USER_INIT_INO (include/linux/proc_ns.h).
    private const string FirstUserNamespace = "user:[4026531837]";

    // A process of several threads, as .NET's are, cannot change its user namespace (unshare(2), setns(2)).
    private static readonly Lazy<bool> OfUserNamespace = new(static () => new FileInfo("/proc/self/ns/user").LinkTarget is not (null or FirstUserNamespace));

    /// <summary>True where a capability is in effect.</summary>
    public bool Has(int capability) => (Effective >> capability & 1) != 0;

    /// <summary>True where the process or one that it starts could have a capability.</summary>
    public bool MayHave(int capability) => (Bounding >> capability & 1) != 0;

    /// <summary>True in another user namespace than the first (user_namespaces(7)).</summary>
    public static bool AreOfUserNamespace => OfUserNamespace.Value;

    /// <summary>Reads what the system says of this process.</summary>
    public static ProcessRights Read()
    {
        string[] status = File.ReadAllLines("/proc/self/status");
        return new(
            Mask(status, "CapEff:"),
            Mask(status, "CapBnd:"),
            AreOfUserNamespace,
            Line(status, "Seccomp:") == SeccompFilter,
            ReadLine("/proc/sys/kernel/unprivileged_bpf_disabled"),
            ReadLine("/sys/kernel/security/lockdown"),
            RunningKernel.ChargesMemlock ? Memlock.Limit() : null);
    }

    private static ulong Mask(string[] status, string label) =>
        Line(status, label) is { } text ? ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : 0;

    private static string? Line(string[] status, string label) =>
        Array.Find(status, line => line.StartsWith(label, StringComparison.Ordinal)) is { } found ? found[label.Length..].Trim() : null;

    private static string? ReadLine(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

namespace Bpf.Core.Kernel;

/// <summary>Licenses as the kernel reads them. Source: <c>license_is_gpl_compatible</c>, include/linux/license.h.</summary>
public static class Licenses
{
    /// <summary>True where helpers for GPL-compatible programs may be called.</summary>
    /// <param name="license">What the object's <c>license</c> section says; compared exactly, as the kernel does.</param>
    public static bool IsGplCompatible(string license) => license is
        "GPL" or "GPL v2" or "GPL and additional rights" or "Dual BSD/GPL" or "Dual MIT/GPL" or "Dual MPL/GPL";
}

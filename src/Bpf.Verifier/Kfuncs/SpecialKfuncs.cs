using System.Collections.Generic;

namespace Bpf.Verifier.Kfuncs;

/// <summary>Kernel functions that the kernel's verifier treats each in its own way.</summary>
internal static class SpecialKfuncs
{
    private static readonly HashSet<string> Unknown =
    [
        "bpf_local_irq_save", "bpf_local_irq_restore",
        "bpf_arena_alloc_pages", "bpf_arena_free_pages",
        "bpf_iter_css_task_new",
        "bpf_xdp_metadata_rx_timestamp", "bpf_xdp_metadata_rx_hash", "bpf_xdp_metadata_rx_vlan_tag",
    ];

    /// <summary>True where that isn't modeled.</summary>
    public static bool IsUnknown(string name) => Unknown.Contains(name);
}

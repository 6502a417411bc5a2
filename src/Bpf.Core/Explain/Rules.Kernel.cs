namespace Bpf.Core.Explain;

public static partial class Rules
{
    private static Rule[] Kernel() =>
    [
        Error("BPF0301", "Context member is not there",
            "'{0}' is not available to this program: {1}.", "Use it in a program whose hook offers it."),
        Error("BPF0302", "Atomic operation of this width",
            "eBPF has no atomic operation of {0} bytes for '{1}'.", "Use a 4- or 8-byte integer."),
    ];
}

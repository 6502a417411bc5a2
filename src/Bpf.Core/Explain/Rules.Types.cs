using System.Collections.Immutable;

namespace Bpf.Core.Explain;

// Types and their layout in memory shared with the kernel or user space.
public static partial class Rules
{
    /// <summary>BPF0201: Managed type.</summary>
    public static DiagnosticRule ManagedType { get; } = Error("BPF0201", "Managed type",
        "'{0}' is or holds a reference, so '{1}' has no layout a kernel can share.",
        "Use unmanaged structs: integers, enums, other such structs, [InlineArray] for text and lists.");

    /// <summary>BPF0202: Layout is up to the CLR.</summary>
    public static DiagnosticRule AutoLayout { get; } = Error("BPF0202", "Layout is up to the CLR",
        "The CLR may reorder the fields of '{0}', so '{1}' has no fixed layout.",
        "Use a struct with sequential or explicit layout; tuples and nullable values are for locals.");

    /// <summary>BPF0203: Floating-point field.</summary>
    public static DiagnosticRule FloatField { get; } = Error("BPF0203", "Floating-point field",
        "'{0}' is a floating-point number, so '{1}' means nothing to a BPF program.",
        "Store an integer, scaled, and convert in user space.");

    /// <summary>BPF0204: Padding in a map key.</summary>
    public static DiagnosticRule KeyPadding { get; } = Error("BPF0204", "Padding in a map key",
        "The map key '{0}' has {1} padding bytes at offset {2}, so equal keys may differ.",
        "Order fields by size, or add explicit fields for the padding.");

    /// <summary>BPF0205: Type is not data.</summary>
    public static DiagnosticRule NotData { get; } = Error("BPF0205", "Type is not data",
        "'{0}' means nothing outside of one run of a program, so '{1}' cannot be shared or stored.",
        "Store numbers and structs of numbers; addresses as UserPtr<T>, KernelPtr<T> or ulong.");

    /// <summary>BPF0206: Type of another library.</summary>
    public static DiagnosticRule OpaqueType { get; } = Error("BPF0206", "Type of another library",
        "The fields of '{0}' are private to its library, so the layout of '{1}' is not known.",
        "Declare a struct of your own with the fields you need.");

    /// <summary>BPF0207: Type too large.</summary>
    public static DiagnosticRule TypeTooLarge { get; } = Error("BPF0207", "Type too large",
        "'{0}' takes {1} bytes, and {2} may take at most {3}.",
        "Make it smaller, or split it over several entries.");

    /// <summary>BPF0209: Key of an LPM trie.</summary>
    public static DiagnosticRule LpmKey { get; } = Error("BPF0209", "Key of an LPM trie",
        "The key '{0}' of LPM trie '{1}' is not a prefix.",
        "Use a struct whose first field is 'uint PrefixLength', followed by 1 to 256 bytes of address.");

    private static ImmutableArray<DiagnosticRule> TypesBand =>
    [
        ManagedType,
        AutoLayout,
        FloatField,
        KeyPadding,
        NotData,
        OpaqueType,
        TypeTooLarge,
        LpmKey,
    ];
}

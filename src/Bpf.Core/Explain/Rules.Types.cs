namespace Bpf.Core.Explain;

public static partial class Rules
{
    private static Rule[] Types() =>
    [
        Error("BPF0201", "Managed type",
            "'{0}' is or holds a reference, so '{1}' has no layout a kernel can share.", "Use unmanaged structs: integers, enums, other such structs, [InlineArray] for text and lists."),
        Error("BPF0202", "Layout is up to the CLR",
            "The CLR may reorder the fields of '{0}', so '{1}' has no fixed layout.", "Use a struct with sequential or explicit layout; tuples and nullable values are for locals."),
        Error("BPF0203", "Floating-point field",
            "'{0}' is a floating-point number, so '{1}' means nothing to a BPF program.", "Store an integer, scaled, and convert in user space."),
        Error("BPF0204", "Padding in a map key",
            "The map key '{0}' has {1} padding bytes at offset {2}, so equal keys may differ.", "Order fields by size, or add explicit fields for the padding."),
        Error("BPF0205", "Type is not data",
            "'{0}' means nothing outside of one run of a program, so '{1}' cannot be shared or stored.", "Store numbers and structs of numbers; addresses as UserPtr<T>, KernelPtr<T> or ulong."),
        Error("BPF0206", "Type of another library",
            "The fields of '{0}' are private to its library, so the layout of '{1}' is not known.", "Declare a struct of your own with the fields you need."),
    ];
}

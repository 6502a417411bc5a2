namespace Bpf.Core.Explain;

public static partial class Rules
{
    private static Rule[] Limits() =>
    [
        Error("BPF0411", "Division may be by zero",
            "The divisor may be 0 here, and C# would throw.", "Test it before ('if (d != 0) ...'), or put [OnFault(value)] on the program."),
        Error("BPF0412", "Division may overflow",
            "This may be the least value divided by -1, and C# would throw.", "Exclude -1 or divide unsigned numbers, or put [OnFault(value)] on the program."),
        Error("BPF0413", "Checked arithmetic may overflow",
            "This checked arithmetic may overflow, and C# would throw.", "Use unchecked(...), bound the operands before, or put [OnFault(value)] on the program."),
        Error("BPF0414", "Index may be out of range",
            "The index may be outside of the array here, and C# would throw.", "Bound it before ('if ((uint)i < n) ...' or 'i & (n - 1)'), or put [OnFault(value)] on the program."),
        Error("BPF0415", "Nullable may have no value",
            "The value may be missing here, and C# would throw.", "Test HasValue before, or use GetValueOrDefault()."),
        Error("BPF0416", "Reference may be null",
            "The reference may be null here, and C# would throw.", "Use it only where the Try method that gave it returned true."),
        Error("BPF0417", "Switch expression may match nothing",
            "No arm may match here, and C# would throw.", "Add a discard arm ('_ => ...')."),
    ];
}

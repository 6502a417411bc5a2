namespace Bpf.Core.Kernel;

/// <summary>One argument of a helper.</summary>
/// <param name="Type">What is asked of it.</param>
/// <param name="Size">Its size in bytes where <see cref="ArgumentType.MemFixedSize"/> is set, else 0.</param>
/// <param name="BtfType">The kernel structure where the base is <see cref="ArgumentType.PtrToBtfId"/> and the kernel names one.</param>
public readonly record struct HelperArgument(ArgumentType Type, int Size = 0, string? BtfType = null)
{
    /// <summary>The type without modifiers.</summary>
    public ArgumentType Base => Type & ArgumentType.BaseMask;

    /// <summary>True where all of the modifiers are set.</summary>
    /// <param name="modifiers">One or more of the modifiers of <see cref="ArgumentType"/>.</param>
    public bool Has(ArgumentType modifiers) => (Type & modifiers) == modifiers;

    /// <summary>An argument of that type, without a size or a structure.</summary>
    /// <param name="type">What is asked of it.</param>
    public static implicit operator HelperArgument(ArgumentType type) => new(type);
}

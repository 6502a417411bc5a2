using Bpf.Core.Link.Core;

namespace Bpf.Core.Elf;

/// <summary>Something of the kernel's that an object refers to.</summary>
/// <param name="Name">Its symbol.</param>
/// <param name="Kind">What it is.</param>
/// <param name="BtfTypeId">Its type in <see cref="ObjectSpec.Types"/>: a function's prototype, or the type of a variable or setting.</param>
/// <param name="Size">Bytes of a setting; 0 for others.</param>
/// <param name="IsWeak">True where the object copes with its absence.</param>
public sealed record ExternSpec(string Name, ExternKind Kind, int BtfTypeId, int Size = 0, bool IsWeak = false)
{
    /// <summary>What the kernel calls it: <c>bpf_task_acquire</c> for <c>bpf_task_acquire___old</c>.</summary>
    public string KernelName => CoreCompatibility.EssentialName(Name);
}

/// <summary>What the kernel defines.</summary>
public enum ExternKind
{
    /// <summary>A kernel function that programs may call (<c>.ksyms</c>).</summary>
    Function,

    /// <summary>A variable of the kernel's (<c>.ksyms</c>).</summary>
    Variable,

    /// <summary>A setting of the kernel's configuration (<c>.kconfig</c>).</summary>
    Setting,
}

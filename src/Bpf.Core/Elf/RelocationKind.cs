namespace Bpf.Core.Elf;

/// <summary>What an instruction refers to.</summary>
public enum RelocationKind
{
    /// <summary>A wide load of a map (<c>R_BPF_64_64</c>).</summary>
    Map,

    /// <summary>A wide load of the address of a byte of a section of globals (<c>R_BPF_64_64</c>).</summary>
    Global,

    /// <summary>A call of a subprogram (<c>R_BPF_64_32</c>).</summary>
    Call,

    /// <summary>A wide load of a subprogram's address, for callbacks (<c>R_BPF_64_64</c>).</summary>
    FunctionAddress,

    /// <summary>A symbol that the kernel or its configuration defines (kfunc, ksym, kconfig): a call or a wide load.</summary>
    Extern,
}

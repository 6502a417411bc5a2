namespace Bpf.Kernels;

/// <summary>What a field of a tracepoint's record holds.</summary>
public enum TracepointFieldKind
{
    /// <summary>A signed number.</summary>
    Signed,

    /// <summary>An unsigned number.</summary>
    Unsigned,

    /// <summary>A <c>bool</c>.</summary>
    Truth,

    /// <summary>A constant of an enumeration.</summary>
    Constant,

    /// <summary>An address in the kernel.</summary>
    KernelPointer,

    /// <summary>An address in the process that made the system call.</summary>
    UserPointer,

    /// <summary>Where in the record an array of any length is (<c>__data_loc</c>).</summary>
    Dynamic,
}

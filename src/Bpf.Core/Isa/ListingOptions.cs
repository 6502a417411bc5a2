using System;

namespace Bpf.Core.Isa;

/// <summary>How instructions are written.</summary>
public sealed record ListingOptions
{
    /// <summary>llvm-objdump's syntax, no names.</summary>
    public static ListingOptions Llvm { get; } = new();

    /// <summary>The syntax of the kernel's log, without the opcode in front.</summary>
    public static ListingOptions Kernel { get; } = new() { Syntax = ListingSyntax.Kernel };

    /// <summary>The syntax.</summary>
    public ListingSyntax Syntax { get; init; }

    /// <summary>The name of a map by index, for loads of maps; null writes numbers.</summary>
    public Func<int, string?>? MapName { get; init; }

    /// <summary>The name of a kernel function by BTF id; null writes numbers.</summary>
    public Func<int, string?>? KfuncName { get; init; }
}

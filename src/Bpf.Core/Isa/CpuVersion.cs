namespace Bpf.Core.Isa;

/// <summary>The instruction set level that an encoding came with (<c>-mcpu</c> of clang).</summary>
public enum CpuVersion : byte
{
    /// <summary>The first kernels with eBPF.</summary>
    V1 = 1,

    /// <summary>Jumps on less-than (4.14).</summary>
    V2 = 2,

    /// <summary>32-bit jumps (5.1), atomic operations beyond add (5.12).</summary>
    V3 = 3,

    /// <summary>Sign-extending loads and moves, signed division, unconditional byte swap, long jumps (6.6) and what followed.</summary>
    V4 = 4,
}

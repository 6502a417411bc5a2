namespace Bpf.Core.Kernel;

/// <summary>The architectures whose registers are known, see <see cref="RegisterLayout"/>.</summary>
public enum TargetArchitecture
{
    /// <summary>x86-64, which objects are compiled for and simulated kernels are.</summary>
    X64,

    /// <summary>AArch64, little-endian.</summary>
    Arm64,

    /// <summary>RISC-V, 64 bits.</summary>
    RiscV64,
}

namespace Bpf.Frontend;

/// <summary>What lowering depends on beside the source.</summary>
public sealed record FrontEndOptions
{
    /// <summary>x86-64.</summary>
    public static FrontEndOptions Default { get; } = new();

    /// <summary>The machine: registers of <c>PtRegs</c> and syscall conventions.</summary>
    public TargetArchitecture Architecture { get; init; } = TargetArchitecture.X64;
}

/// <summary>The machines programs are compiled for.</summary>
public enum TargetArchitecture
{
    /// <summary>x86-64.</summary>
    X64,

    /// <summary>AArch64, little-endian.</summary>
    Arm64,
}

using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Verifier.Objects;

namespace Bpf.Verifier.Setup;

/// <summary>A map as registers refer to it: by index, inner maps included.</summary>
/// <param name="Spec">The map.</param>
/// <param name="InnerIndex">The index of the map that inner maps look like; -1 for none.</param>
/// <param name="Fields">The special fields of its values.</param>
internal sealed record MapInfo(MapSpec Spec, int InnerIndex, ObjectFields Fields)
{
    private const int MaxName = 15;

    private const uint RdonlyProg = 1u << 7;
    private const uint WronlyProg = 1u << 8;

    /// <summary>The name as far as the kernel keeps it.</summary>
    public string KernelName => Spec.Name.Length > MaxName ? Spec.Name.Substring(0, MaxName) : Spec.Name;

    /// <summary>True where programs may not write values (<c>BPF_F_RDONLY_PROG</c>).</summary>
    public bool IsReadOnly => (Spec.Flags & RdonlyProg) != 0;

    /// <summary>True where programs may not read values (<c>BPF_F_WRONLY_PROG</c>).</summary>
    public bool IsWriteOnly => (Spec.Flags & WronlyProg) != 0;

    /// <summary>True where loads at known offsets give known values.</summary>
    public bool IsConstant => IsReadOnly && Spec.Frozen && Spec.Type == MapType.Array;
}

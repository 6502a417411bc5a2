using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>
/// A device being opened or made (<c>struct bpf_cgroup_dev_ctx</c>, include/uapi/linux/bpf.h). 12 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 12)]
public struct DeviceAccess
{
    /// <summary>What for, in the upper half (<c>BPF_DEVCG_ACC_*</c>: 1 make, 2 read, 4 write), and the device's kind in the lower (1 block, 2 character).</summary>
    [FieldOffset(0)]
    public uint AccessType;

    /// <summary>The device's major number.</summary>
    [FieldOffset(4)]
    public uint Major;

    /// <summary>The device's minor number.</summary>
    [FieldOffset(8)]
    public uint Minor;
}

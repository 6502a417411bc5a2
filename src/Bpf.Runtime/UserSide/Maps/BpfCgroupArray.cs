using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of an array of control groups (<see cref="CgroupArray"/>).</summary>
/// <param name="map">The map.</param>
/// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
public sealed class BpfCgroupArray(BpfMap map) : BpfReferenceArray(map, MapType.CgroupArray)
{
    /// <summary>Puts a control group in.</summary>
    /// <param name="index">The element.</param>
    /// <param name="path">A folder of the control group file system, version 2.</param>
    /// <exception cref="BpfException">There is no such folder, or the kernel refused.</exception>
    public void Set(uint index, string path)
    {
        using FileDescriptor group = Descriptors.OfPath(path);
        using FileDescriptor.Lease lease = group.Use();
        Put(index, lease.Number);
    }
}

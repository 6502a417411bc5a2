namespace Bpf;

/// <summary>A program that decides on opening and making devices: <c>static int F(in DeviceAccess ctx)</c>; 1 allows, 0 refuses. ELF section <c>cgroup/dev</c>.</summary>
public sealed class CgroupDeviceAttribute : ProgramAttribute;

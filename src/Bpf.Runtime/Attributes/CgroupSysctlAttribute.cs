namespace Bpf;

/// <summary>A program that decides on reading and writing settings under /proc/sys: <c>static int F(ref Sysctl ctx)</c>; 1 allows, 0 refuses. ELF section <c>cgroup/sysctl</c>.</summary>
public sealed class CgroupSysctlAttribute : ProgramAttribute;

namespace Bpf;

/// <summary>A program that decides on reading or writing socket options, and may change them: <c>static int F(ref Sockopt ctx)</c>; 1 allows, 0 refuses. ELF sections <c>cgroup/getsockopt</c>, <c>cgroup/setsockopt</c>.</summary>
/// <param name="hook">The call.</param>
public sealed class CgroupSockoptAttribute(SockoptHook hook) : ProgramAttribute
{
    /// <summary>The system call that the program is asked about.</summary>
    public SockoptHook Hook { get; } = hook;
}

namespace Bpf;

/// <summary>A program that decides on the addresses of socket calls, and may change them: <c>static int F(ref SockAddr ctx)</c>; 1 allows, 0 refuses. ELF sections <c>cgroup/bind4</c>, ...</summary>
/// <param name="hook">The call.</param>
public sealed class CgroupSockAddrAttribute(SockAddrHook hook) : ProgramAttribute
{
    /// <summary>The system call that the program is asked about.</summary>
    public SockAddrHook Hook { get; } = hook;
}

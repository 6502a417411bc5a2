namespace Bpf;

/// <summary>A program that decides on sockets of a control group: <c>static int F(ref CgroupSock ctx)</c>; 1 allows, 0 refuses. ELF sections <c>cgroup/sock_create</c>, ...</summary>
/// <param name="hook">When.</param>
public sealed class CgroupSockAttribute(CgroupSockHook hook) : ProgramAttribute
{
    /// <summary>At what moment of a socket's life the program is asked.</summary>
    public CgroupSockHook Hook { get; } = hook;
}

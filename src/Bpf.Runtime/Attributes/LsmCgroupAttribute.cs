namespace Bpf;

/// <summary>A program that decides at a security hook for the processes of a control group: <c>static int F(in FunctionArgs ctx)</c>; 1 allows, 0 refuses. Linux 6.0, x86-64 and arm64. ELF section <c>lsm_cgroup/hook</c>.</summary>
/// <param name="hook">The hook, for example <c>socket_bind</c> (include/linux/lsm_hook_defs.h).</param>
public sealed class LsmCgroupAttribute(string hook) : ProgramAttribute
{
    /// <summary>The hook, for example <c>socket_bind</c> (include/linux/lsm_hook_defs.h).</summary>
    public string Hook { get; } = hook;
}

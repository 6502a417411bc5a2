namespace Bpf;

/// <summary>A program that decides at a security hook: <c>static int F(in FunctionArgs ctx)</c>; 0 allows, a negative errno refuses. Linux 5.7 with <c>bpf</c> among <c>/sys/kernel/security/lsm</c>. ELF section <c>lsm/hook</c>.</summary>
/// <param name="hook">The hook, for example <c>file_open</c> (include/linux/lsm_hook_defs.h).</param>
public sealed class LsmAttribute(string hook) : ProgramAttribute
{
    /// <summary>The hook, for example <c>file_open</c> (include/linux/lsm_hook_defs.h).</summary>
    public string Hook { get; } = hook;

    /// <summary>True for programs that may sleep: they can read user memory that is not mapped in. Not every hook allows it.</summary>
    public bool Sleepable { get; set; }
}

using Bpf.Syscalls;

namespace Bpf;

/// <summary>Says why a program was not attached.</summary>
internal static class AttachFailure
{
    /// <param name="program">The program.</param>
    /// <param name="target">What it was to be attached to.</param>
    /// <param name="errno">Why the kernel refused.</param>
    /// <param name="hint">What it means that the attributes are refused (EINVAL, EBADF).</param>
    public static BpfException Describe(ProgramHandle program, string target, int errno, string hint) => new(
        $"Attaching program '{program.Name}' to {target}",
        errno,
        errno switch
        {
            Errno.EPERM or Errno.EACCES => Permissions.Explain(program.Type),
            Errno.EBUSY or Errno.EEXIST => "Another program is attached there, in a way that excludes this one.",
            Errno.E2BIG => "As many programs are attached there as the place takes.",
            // A file that is none of what is wanted (control group, namespace) is a bad descriptor to the kernel.
            Errno.EINVAL or Errno.ENXIO or Errno.EBADF => hint,
            Errno.EMFILE => "The process has no more file descriptors (ulimit -n).",
            _ => "",
        });
}

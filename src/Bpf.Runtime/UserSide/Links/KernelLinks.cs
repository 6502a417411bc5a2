using Bpf.Syscalls;

namespace Bpf;

/// <summary>Makes links (<c>BPF_LINK_CREATE</c>).</summary>
internal static class KernelLinks
{
    /// <summary>Attaches a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="target">What it is attached to, for people.</param>
    /// <param name="attr">Where, without the program.</param>
    /// <param name="hint">What it means that the kernel refuses the attributes.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static BpfLink Create(ProgramHandle program, string target, LinkCreateAttr attr, string hint)
    {
        FileDescriptor link = TryCreate(program, attr, out int errno);
        return errno == 0 ? new BpfLink(program, target, link) : throw AttachFailure.Describe(program, target, errno, hint);
    }

    /// <summary>Attaches a program to what is behind a path (a control group, a namespace).</summary>
    /// <exception cref="BpfException">There is nothing at the path, or the kernel refused.</exception>
    public static BpfLink CreateAtPath(ProgramHandle program, string target, string path, string hint)
    {
        _ = program.Descriptor; // throws where it was left out, before the path is
        using FileDescriptor place = OpenPath(program, path);
        using FileDescriptor.Lease lease = place.Use();
        return Create(program, target, new() { Target = lease.Number, AttachType = (uint)program.AttachType }, hint);
    }

    public static FileDescriptor TryCreate(ProgramHandle program, LinkCreateAttr attr, out int errno)
    {
        using FileDescriptor.Lease lease = program.Descriptor.Use();
        attr.ProgFd = lease.Number;
        return BpfSyscall.Open(BpfCommand.LinkCreate, ref attr, out errno);
    }

    private static FileDescriptor OpenPath(ProgramHandle program, string path)
    {
        int number = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec);
        return number >= 0
            ? new FileDescriptor(number)
            : throw new BpfException($"Opening '{path}' to attach program '{program.Name}'", System.Runtime.InteropServices.Marshal.GetLastPInvokeError());
    }
}

using System.Text;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Attaches programs to raw tracepoints (<c>BPF_RAW_TRACEPOINT_OPEN</c>, Linux 4.17).</summary>
internal static unsafe class RawTracepoints
{
    public static BpfLink Attach(ProgramHandle program, string name)
    {
        using FileDescriptor.Lease lease = program.Descriptor.Use();
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
        {
            RawTracepointAttr attr = new() { Name = (ulong)text, ProgFd = lease.Number };
            FileDescriptor link = BpfSyscall.Open(BpfCommand.RawTracepointOpen, ref attr, out int errno);
            if (errno == 0)
                return new BpfLink(program.Owner, $"raw tracepoint {name}", link, null, isKernelLink: true);
            throw new BpfException($"Attaching program '{program.Name}' to raw tracepoint {name}", errno, errno switch
            {
                Errno.ENOENT => "The kernel has no such tracepoint.",
                Errno.EPERM => Permissions.Explain(program.Type),
                Errno.EINVAL => "The program reads more arguments than the tracepoint has, or is of another type.",
                _ => "",
            });
        }
    }
}

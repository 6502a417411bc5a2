using System.Text;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Attaches programs to raw tracepoints, and tracing programs to what they were loaded for (<c>BPF_RAW_TRACEPOINT_OPEN</c>, Linux 4.17).</summary>
internal static unsafe class RawTracepoints
{
    /// <param name="program">The program.</param>
    /// <param name="name">The tracepoint; null where the program was loaded for a function of the kernel.</param>
    /// <param name="cookie">What the program is told; 0 for nothing, which older kernels take.</param>
    public static BpfLink Attach(ProgramHandle program, string? name, ulong cookie = 0)
    {
        string target = name != null ? $"raw tracepoint {name}" : program.Section;
        using FileDescriptor.Lease lease = program.Descriptor.Use();
        fixed (byte* text = name != null ? Encoding.UTF8.GetBytes(name + '\0') : null)
        {
            RawTracepointAttr attr = new() { Name = (ulong)text, ProgFd = lease.Number, Cookie = cookie };
            FileDescriptor link = BpfSyscall.Open(BpfCommand.RawTracepointOpen, ref attr, out int errno);
            return errno switch
            {
                0 => new BpfLink(program, target, link),
                Errno.ENOENT => throw new BpfException($"Attaching program '{program.Name}' to {target}", errno, "The kernel has no such tracepoint."),
                Errno.EINVAL or Errno.E2BIG when cookie != 0 => throw AttachFailure.Describe(
                    program, target, Errno.EINVAL, "Cookies of raw tracepoints take Linux 6.10, or the program reads more arguments than the tracepoint has."),
                _ => throw AttachFailure.Describe(
                    program, target, errno, "The program reads more arguments than the tracepoint has, or is of another type."),
            };
        }
    }
}

using System.Runtime.InteropServices;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Attaches programs to perf events: by BPF link (Linux 5.15), else by ioctl.</summary>
internal static class PerfAttachment
{
    // _IO('$', 0) and _IOW('$', 8, __u32), include/uapi/linux/perf_event.h.
    private const nuint IocEnable = 0x2400;
    private const nuint IocSetBpf = 0x40042408;

    /// <summary>Attaches; takes the event over, also where it fails.</summary>
    public static BpfLink Attach(ProgramHandle program, string target, FileDescriptor perfEvent)
    {
        try
        {
            using FileDescriptor.Lease programLease = program.Descriptor.Use();
            using FileDescriptor.Lease eventLease = perfEvent.Use();
            LinkCreateAttr attr = new()
            {
                ProgFd = programLease.Number,
                Target = eventLease.Number,
                AttachType = (uint)AttachType.PerfEvent,
            };
            FileDescriptor link = BpfSyscall.Open(BpfCommand.LinkCreate, ref attr, out int errno);
            if (errno is not (0 or Errno.EINVAL))
                throw Refused(program, target, errno);
            bool linked = errno == 0;
            if (!linked)
                Ioctl(program, target, eventLease.Number, IocSetBpf, programLease.Number);
            Ioctl(program, target, eventLease.Number, IocEnable, 0);
            return linked
                ? new BpfLink(program.Owner, target, link, perfEvent, isKernelLink: true)
                : new BpfLink(program.Owner, target, perfEvent, null, isKernelLink: false);
        }
        catch
        {
            perfEvent.Dispose();
            throw;
        }
    }

    private static void Ioctl(ProgramHandle program, string target, int fd, nuint request, nint argument)
    {
        if (Libc.Ioctl(fd, request, argument) != 0)
            throw Refused(program, target, Marshal.GetLastPInvokeError());
    }

    private static BpfException Refused(ProgramHandle program, string target, int errno) => new(
        $"Attaching program '{program.Name}' to {target}",
        errno,
        errno switch
        {
            Errno.EPERM or Errno.EACCES => Permissions.Explain(program.Type),
            Errno.EEXIST => "A program of another kind is attached there already.",
            Errno.EINVAL => $"A {program.Type} program cannot be attached there, or reads beyond the event's record.",
            _ => "",
        });
}

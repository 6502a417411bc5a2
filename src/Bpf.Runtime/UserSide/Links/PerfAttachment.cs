using System;
using System.Collections.Generic;
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
    public static BpfLink Attach(ProgramHandle program, string target, FileDescriptor perfEvent, ulong cookie)
    {
        FileDescriptor? link = Start(program, target, perfEvent, cookie, needsCookie: cookie != 0);
        return new BpfLink(program, target, link, perfEvent.Dispose);
    }

    /// <summary>Attaches to several events together; takes them over, also where it fails.</summary>
    /// <param name="program">The program.</param>
    /// <param name="target">What it is attached to, for people.</param>
    /// <param name="perfEvents">The events.</param>
    /// <param name="cookies">What the program is told, by event; null for nothing.</param>
    /// <param name="detached">What is to be done once it is detached.</param>
    public static BpfLink AttachAll(
        ProgramHandle program, string target, IReadOnlyList<FileDescriptor> perfEvents, IReadOnlyList<uint>? cookies = null, Action? detached = null)
    {
        List<FileDescriptor> opened = [.. perfEvents];
        void CloseAll()
        {
            opened.ForEach(static part => part.Dispose());
            detached?.Invoke();
        }

        try
        {
            for (int i = 0; i < perfEvents.Count; i++)
            {
                if (Start(program, target, perfEvents[i], cookies?[i], needsCookie: cookies != null) is { } link)
                    opened.Insert(0, link);
            }
        }
        catch
        {
            CloseAll();
            throw;
        }

        return new BpfLink(program, target, null, CloseAll);
    }

    /// <returns>The link; null where the kernel has none for perf events.</returns>
    private static FileDescriptor? Start(ProgramHandle program, string target, FileDescriptor perfEvent, ulong? cookie, bool needsCookie)
    {
        try
        {
            using FileDescriptor.Lease programLease = program.Descriptor.Use();
            using FileDescriptor.Lease eventLease = perfEvent.Use();
            LinkCreateAttr attr = new() { Target = eventLease.Number, AttachType = (uint)AttachType.PerfEvent, PerfCookie = cookie ?? 0 };
            FileDescriptor link = KernelLinks.TryCreate(program, attr, out int errno);
            if (errno is not (0 or Errno.EINVAL))
                throw Refused(program, target, errno);
            if (errno != 0 && needsCookie)
                throw AttachFailure.Describe(program, target, errno, "Cookies take links of perf events, which Linux 5.15 brought.");
            if (errno != 0)
                Ioctl(program, target, eventLease.Number, IocSetBpf, programLease.Number);
            Ioctl(program, target, eventLease.Number, IocEnable, 0);
            return errno == 0 ? link : null;
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

    private static BpfException Refused(ProgramHandle program, string target, int errno) => AttachFailure.Describe(
        program, target, errno, $"A {program.Type} program cannot be attached there, or reads beyond the event's record.");
}

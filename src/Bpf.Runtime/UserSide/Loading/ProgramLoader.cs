using System;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Loads one program, and explains a refusal.</summary>
internal sealed class ProgramLoader(LoadRequest request, ProgramLoadCall call, ObjectImage image)
{
    /// <summary>Loads without a log first, which is faster; a refusal is repeated with one.</summary>
    /// <exception cref="BpfVerifierException">The verifier refused the program.</exception>
    /// <exception cref="BpfException">The kernel refused it for another reason.</exception>
    public FileDescriptor Load(Action<string, string>? log)
    {
        FileDescriptor fd = call.Make([], out int errno);
        if (errno is Errno.EPERM or Errno.EMFILE or Errno.ENOMEM)
            throw Refused(errno);
        if (errno == 0 && log == null)
            return fd;
        fd.Dispose();
        return LoadWithLog(log, errno);
    }

    /// <param name="log">Is given the log of a program that is accepted.</param>
    /// <param name="refusal">Why the program was refused without a log; 0 where it was not.</param>
    private FileDescriptor LoadWithLog(Action<string, string>? log, int refusal)
    {
        // A log that doesn't fit is ENOSPC. Kernels since 6.4 leave its end and say how long it is, which may be hundreds of megabytes: of a refusal the end is enough.
        const int smallest = 1 << 16, largest = (1 << 30) - 1, end = 1 << 22;
        for (long size = refusal == 0 ? smallest : end; ;)
        {
            byte[] buffer = new byte[size];
            FileDescriptor fd = call.Make(buffer, out int errno, out uint whole);
            if (errno == 0)
            {
                log?.Invoke(request.Name, Text.FromNulTerminated(buffer));
                return fd;
            }

            int most = refusal != 0 && whole != 0 ? end : largest;
            if (errno == Errno.ENOSPC && size < most)
            {
                size = long.Min(whole == 0 ? size * 8 : whole, most);
                continue;
            }

            string text = Text.FromNulTerminated(buffer);
            int reason = refusal == 0 ? errno : refusal;
            throw text.Length == 0 ? Refused(reason) : VerifierFailure.Explain(request, image, reason, text);
        }
    }

    private BpfException Refused(int errno) => new(
        $"Loading program '{request.Name}' ({request.ProgramType})",
        errno,
        errno switch
        {
            Errno.EPERM => Permissions.Explain(request.ProgramType),
            Errno.EINVAL => $"The kernel doesn't know program type {request.ProgramType}, or refuses its attributes before verifying it.",
            Errno.E2BIG => $"It has {call.InstructionCount} instructions; the kernel takes 4096 (with CAP_BPF since Linux 5.2: a million).",
            Errno.EMFILE => "The process has no more file descriptors (ulimit -n).",
            _ => "",
        });
}

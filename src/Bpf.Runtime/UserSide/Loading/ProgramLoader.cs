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
        if (log == null)
        {
            FileDescriptor fd = call.Make([], out int errno);
            if (errno == 0)
                return fd;
            if (errno is Errno.EPERM or Errno.EMFILE or Errno.ENOMEM)
                throw Refused(errno);
        }

        return LoadWithLog(log);
    }

    private FileDescriptor LoadWithLog(Action<string, string>? log)
    {
        // A log that doesn't fit is ENOSPC; how long it is, kernels say since 6.4 only.
        const int smallest = 1 << 16, largest = (1 << 30) - 1;
        for (long size = smallest; ; size = long.Min(size * 8, largest))
        {
            byte[] buffer = new byte[size];
            FileDescriptor fd = call.Make(buffer, out int errno);
            if (errno == 0)
            {
                log?.Invoke(request.Name, Text.FromNulTerminated(buffer));
                return fd;
            }

            if (errno == Errno.ENOSPC && size < largest)
                continue;
            string text = Text.FromNulTerminated(buffer);
            throw text.Length == 0 ? Refused(errno) : VerifierFailure.Explain(request, image, errno, text);
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

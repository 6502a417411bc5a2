using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Asks the kernel what is attached to a place (<c>BPF_PROG_QUERY</c>).</summary>
internal static unsafe class AttachmentQuery
{
    /// <summary><c>BPF_F_QUERY_EFFECTIVE</c>, include/uapi/linux/bpf.h.</summary>
    private const uint Effective = 1;

    /// <summary>Places with several programs in an order, which tell links, too, and count their changes.</summary>
    public static bool IsOrdered(AttachType hook) =>
        hook is AttachType.TcxIngress or AttachType.TcxEgress or AttachType.NetkitPrimary or AttachType.NetkitPeer;

    /// <param name="place">The place, for people.</param>
    /// <param name="target">A descriptor or an interface index.</param>
    /// <param name="hook">The hook of the place.</param>
    /// <param name="effective">True for what is inherited, too.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static BpfAttachments Ask(string place, int target, AttachType hook, bool effective = false)
    {
        // As many as one place takes; inherited ones may be more.
        for (int room = 64; ; room *= 2)
        {
            uint[] programs = new uint[room];
            uint[] links = new uint[room];
            fixed (uint* programsPointer = programs, linksPointer = links)
            {
                ProgQueryAttr attr = new()
                {
                    Target = target,
                    AttachType = (uint)hook,
                    QueryFlags = effective ? Effective : 0,
                    ProgramIds = (ulong)programsPointer,
                    Count = (uint)room,
                    LinkIds = IsOrdered(hook) ? (ulong)linksPointer : 0,
                };
                int result = BpfSyscall.Call(BpfCommand.ProgQuery, ref attr);
                if (result == 0)
                    return new BpfAttachments(Named(programs, links, (int)attr.Count), attr.AttachFlags, IsOrdered(hook) ? attr.Revision : null);
                if (result != -Errno.ENOSPC)
                    throw new BpfException($"Asking what is attached to {place} ({hook})", -result, Hint(-result));
            }
        }
    }

    private static BpfAttachment[] Named(uint[] programs, uint[] links, int count)
    {
        BpfAttachment[] attachments = new BpfAttachment[count];
        for (int i = 0; i < count; i++)
            attachments[i] = new BpfAttachment(programs[i], NameOf(programs[i]), links[i] == 0 ? null : links[i]);
        return attachments;
    }

    private static string? NameOf(uint program)
    {
        using FileDescriptor fd = KernelIds.Programs.TryOpen(program, out int errno);
        return errno == 0 ? BpfOpenedProgram.Read(fd).Name : null;
    }

    private static string Hint(int errno) => errno switch
    {
        Errno.EPERM => "Asking takes CAP_NET_ADMIN, or CAP_SYS_ADMIN before Linux 5.8.",
        Errno.EINVAL or Errno.EBADF => "The place is none of the hook's, or the kernel lacks the hook.",
        _ => "",
    };
}

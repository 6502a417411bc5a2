using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Attaches XDP programs to interfaces: by link (Linux 5.9) or by netlink.</summary>
internal static class XdpAttachment
{
    public static BpfLink AttachLink(ProgramHandle program, int index, string interfaceName, XdpMode mode)
    {
        FileDescriptor link = KernelLinks.TryCreate(program, new() { Target = index, AttachType = (uint)AttachType.Xdp, Flags = (uint)mode }, out int errno);
        if (errno == 0)
            return new BpfLink(program, $"XDP on {interfaceName}", link);
        throw Refused(program.Name, interfaceName, mode, errno, errno == Errno.EINVAL
            ? "Before Linux 5.9 XDP has no links; AttachPersistent works there." : "");
    }

    public static void AttachPersistent(ProgramHandle program, int index, string interfaceName, XdpMode mode)
    {
        using FileDescriptor.Lease lease = program.Descriptor.Use();
        int result = XdpNetlink.Set(index, lease.Number, (uint)mode | XdpNetlink.OnlyIfNone, null);
        if (result == -Errno.EBUSY && XdpNetlink.QueryProgramId(index, mode) is { } id and not 0)
        {
            using FileDescriptor? existing = OwnProgram(id, program.Name);
            if (existing != null)
            {
                using FileDescriptor.Lease existingLease = existing.Use();
                result = XdpNetlink.Set(index, lease.Number, (uint)mode | XdpNetlink.Replace, existingLease.Number);
            }
        }

        if (result != 0)
            throw Refused(program.Name, interfaceName, mode, -result, "");
    }

    public static void DetachPersistent(int index, string interfaceName, XdpMode mode)
    {
        int result = XdpNetlink.Set(index, -1, (uint)mode, null);
        if (result != 0)
            throw new BpfException($"Detaching XDP from {interfaceName}", -result, Permissions.Explain(ProgramType.Xdp));
    }

    /// <summary>The program with this id where it has our name; else null.</summary>
    private static FileDescriptor? OwnProgram(uint id, string name)
    {
        FileDescriptor fd = KernelIds.Programs.TryOpen(id, out int errno);
        bool ours = errno == 0 && BpfSyscall.GetInfo(fd, out ProgInfo info) == 0
            && info.Name.ToString() == KernelName.From(name).ToString();
        if (ours)
            return fd;
        fd.Dispose();
        return null;
    }

    private static BpfException Refused(string program, string interfaceName, XdpMode mode, int errno, string hint) => new(
        $"Attaching XDP program '{program}' to {interfaceName}",
        errno,
        errno switch
        {
            Errno.EPERM => Permissions.Explain(ProgramType.Xdp),
            Errno.EBUSY or Errno.EEXIST => "Another XDP program is attached there, or one in another mode.",
            Errno.EOPNOTSUPP when mode == XdpMode.Native => "The interface's driver has no XDP; XdpMode.Generic works everywhere.",
            _ => hint,
        });
}

using System;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Gives the kernel structures of functions that programs implement, by link (Linux 6.4).</summary>
/// <remarks>Source: <c>bpf_struct_ops_link_create</c>, kernel/bpf/bpf_struct_ops.c; libbpf's handling of <c>.struct_ops.link</c>.</remarks>
internal static class StructOpsRegistration
{
    /// <param name="target">The object.</param>
    /// <param name="name">The structure, or a variable that fills one.</param>
    /// <param name="fill">Sets its other fields.</param>
    /// <exception cref="BpfException">The kernel has no such structure, or refused.</exception>
    public static BpfLink Register(BpfObject target, string name, Action<StructOpsValue>? fill)
    {
        StructOpsContent content = StructOpsContent.Of(target, name, fill);
        FileDescriptor map = StructOpsMap.Create(
            target, content, content.Structure, Core.Kernel.MapFlags.Link, $"Registering by link takes Linux 6.4; {nameof(BpfObject.RegisterPersistent)} works before it.");
        try
        {
            int result = StructOpsMap.Fill(map, content);
            return result == 0 ? Attach(target, content.Structure, map) : throw StructOpsMap.Refused(content.Structure, -result, StructOpsMap.DoesNotFit);
        }
        catch
        {
            map.Dispose();
            throw;
        }
    }

    private static BpfLink Attach(BpfObject target, string structure, FileDescriptor map)
    {
        using FileDescriptor.Lease lease = map.Use();
        LinkCreateAttr attr = new() { ProgFd = lease.Number, AttachType = (uint)AttachType.StructOps };
        FileDescriptor link = BpfSyscall.Open(BpfCommand.LinkCreate, ref attr, out int errno);
        return errno == 0
            ? new BpfLink(target, $"structure {structure}", link, map.Dispose)
            : throw StructOpsMap.Refused(structure, errno, StructOpsMap.DoesNotFit);
    }
}

using System.Runtime.InteropServices;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Asks the kernel about links.</summary>
internal static unsafe class LinkReading
{
    /// <summary>Room for a path (<c>PATH_MAX</c>), the longest of the names.</summary>
    private const int LongestName = 4096;

    /// <exception cref="BpfException">The kernel doesn't answer.</exception>
    public static BpfLinkInfo Of(FileDescriptor link)
    {
        int result = BpfSyscall.GetInfo(link, out LinkInfo info);
        if (result != 0)
            throw new BpfException("Asking about a link", -result);
        BpfLinkInfo known = new(info.Id, (BpfLinkType)info.Type, info.ProgramId);
        return known.Type switch
        {
            BpfLinkType.RawTracepoint or BpfLinkType.Iterator or BpfLinkType.PerfEvent => known with { Name = Name(link, known.Type) },
            BpfLinkType.Tracing => known with { AttachType = (AttachType)info.TracingAttachType },
            BpfLinkType.Cgroup => known with { AttachType = (AttachType)info.CgroupAttachType, CgroupId = info.CgroupId },
            BpfLinkType.NetworkNamespace => known with { AttachType = (AttachType)info.PlaceAttachType, NetworkNamespace = info.Place },
            BpfLinkType.Xdp => known with { InterfaceIndex = info.Place },
            BpfLinkType.Tcx or BpfLinkType.Netkit => known with { AttachType = (AttachType)info.PlaceAttachType, InterfaceIndex = info.Place },
            BpfLinkType.SocketMap => known with { AttachType = (AttachType)info.PlaceAttachType, MapId = info.Place },
            BpfLinkType.StructOps => known with { MapId = info.Place },
            BpfLinkType.KprobeMulti => known with { FunctionCount = Told(info.KernelFunctions) },
            BpfLinkType.UprobeMulti => known with { FunctionCount = Told(info.UserFunctions), Name = Name(link, known.Type) },
            _ => known,
        };
    }

    /// <summary>A link probes at least one function: kernels that leave the field alone don't tell.</summary>
    private static int? Told(uint count) => count == 0 ? null : (int)count;

    /// <summary>Asks again, with room for the name; null where the kernel has none or doesn't hand it out.</summary>
    private static string? Name(FileDescriptor link, BpfLinkType type)
    {
        byte* name = stackalloc byte[LongestName];
        *name = 0;
        LinkInfo info = default;
        switch (type)
        {
            case BpfLinkType.PerfEvent:
                (info.PerfName, info.PerfNameLength) = ((ulong)name, LongestName);
                break;
            case BpfLinkType.UprobeMulti:
                (info.Path, info.PathLength) = ((ulong)name, LongestName);
                break;
            default:
                (info.Name, info.NameLength) = ((ulong)name, LongestName);
                break;
        }

        return BpfSyscall.FillInfo(link, ref info) == 0 && *name != 0 ? Marshal.PtrToStringUTF8((nint)name) : null;
    }
}

using System;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A map of one element, a structure of functions: <c>BPF_MAP_TYPE_STRUCT_OPS</c> (Linux 5.6).</summary>
/// <remarks>Source: <c>bpf_struct_ops_map_alloc</c>, <c>bpf_struct_ops_map_update_elem</c>, kernel/bpf/bpf_struct_ops.c.</remarks>
internal static class StructOpsMap
{
    /// <summary>Why the kernel refuses a structure that it knows.</summary>
    public const string DoesNotFit = "A function that it needs is missing, one of a program is of another member, or a field has a value that it doesn't take.";

    /// <summary>Makes the map, empty.</summary>
    public static FileDescriptor Create(BpfObject target, StructOpsContent content, string name, Core.Kernel.MapFlags flags, string hint)
    {
        // The kernel wants types of the map's user, though the value's are its own.
        using FileDescriptor.Lease types = (target.Types ?? throw new NotSupportedException("A simulated world has no structures of functions.")).Use();
        MapCreateAttr attr = new()
        {
            Type = (uint)MapType.StructOps,
            KeySize = sizeof(uint),
            ValueSize = (uint)content.Bytes.Length,
            MaxEntries = 1,
            Flags = (uint)flags,
            Name = KernelName.From(name),
            BtfFd = types.Number,
            BtfVmlinuxValueTypeId = (uint)content.ValueType,
        };
        FileDescriptor map = BpfSyscall.Open(BpfCommand.MapCreate, ref attr, out int errno);
        return errno == 0 ? map : throw Refused(content.Structure, errno, hint);
    }

    /// <summary>Gives the kernel the structure; without <c>BPF_F_LINK</c> that registers it.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static unsafe int Fill(FileDescriptor map, StructOpsContent content)
    {
        using FileDescriptor.Lease lease = map.Use();
        uint key = 0;
        fixed (byte* pointer = content.Bytes)
        {
            MapElementAttr element = new() { MapFd = lease.Number, Key = (ulong)&key, Value = (ulong)pointer };
            int result = BpfSyscall.Call(BpfCommand.MapUpdateElem, ref element);
            GC.KeepAlive(content);
            return result;
        }
    }

    /// <summary>Ends the registration of a map without link.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static unsafe int Clear(FileDescriptor map)
    {
        using FileDescriptor.Lease lease = map.Use();
        uint key = 0;
        MapElementAttr element = new() { MapFd = lease.Number, Key = (ulong)&key };
        return BpfSyscall.Call(BpfCommand.MapDeleteElem, ref element);
    }

    public static BpfException Refused(string structure, int errno, string hint) => new(
        $"Registering an implementation of '{structure}'",
        errno,
        errno switch
        {
            Errno.EPERM => Permissions.Explain(ProgramType.StructOps),
            Errno.EEXIST or Errno.EBUSY => "Another one of the same name is registered.",
            _ => hint,
        });
}

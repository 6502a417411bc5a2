using System;
using System.Collections.Generic;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Gives the kernel structures of functions without a link (Linux 5.6): they stay after the process, and the next start finds them by their map.</summary>
/// <remarks>Source: <c>bpf_struct_ops_map_update_elem</c>, <c>bpf_struct_ops_map_delete_elem</c>, kernel/bpf/bpf_struct_ops.c.</remarks>
internal static class PersistentStructOps
{
    /// <param name="target">The object.</param>
    /// <param name="structure">The structure, or a variable that fills one.</param>
    /// <param name="name">The map's name, which the next start looks for.</param>
    /// <param name="fill">Sets its other fields.</param>
    /// <exception cref="BpfException">The kernel has no such structure, or refused.</exception>
    public static void Register(BpfObject target, string structure, string name, Action<StructOpsValue>? fill)
    {
        CheckName(name);
        StructOpsContent content = StructOpsContent.Of(target, structure, fill);
        List<FileDescriptor> earlier = Find(content.Structure, content.ValueType, name);
        try
        {
            using FileDescriptor map = StructOpsMap.Create(target, content, name, Core.Kernel.MapFlags.None, "The kernel has no such maps (Linux 5.6, CONFIG_BPF_JIT).");
            int result = StructOpsMap.Fill(map, content);
            // The kernel keeps one of a name: the earlier one goes first, only where it is in the way. One that the kernel doesn't take ends nothing.
            if (result is -Errno.EEXIST or -Errno.EBUSY && Remove(earlier, content.Structure))
                result = StructOpsMap.Fill(map, content);
            else if (result == 0)
                Remove(earlier, content.Structure);
            if (result != 0)
                throw StructOpsMap.Refused(content.Structure, -result, StructOpsMap.DoesNotFit);
        }
        finally
        {
            earlier.ForEach(static map => map.Dispose());
        }
    }

    /// <returns>False where there was none.</returns>
    public static bool Unregister(string structure, string name)
    {
        CheckName(name);
        List<FileDescriptor> maps = Find(structure, StructOpsContent.FindValueType(RunningKernel.ReadTypes(null), structure, out _), name);
        try
        {
            return Remove(maps, structure);
        }
        finally
        {
            maps.ForEach(static map => map.Dispose());
        }
    }

    /// <summary>Refuses what the kernel would cut or not take: two names would become one.</summary>
    private static void CheckName(string name)
    {
        if (name.Length >= KernelName.Length || KernelName.From(name).ToString() != name)
            throw new ArgumentException($"'{name}' is no name of a registration: at most {KernelName.Length - 1} letters, digits, underscores and points (ASCII).", nameof(name));
    }

    /// <summary>Ends registrations.</summary>
    /// <returns>True where there was one: maps of ended ones are there as long as sockets use their programs.</returns>
    private static bool Remove(List<FileDescriptor> maps, string structure)
    {
        bool any = false;
        foreach (FileDescriptor map in maps)
        {
            int result = StructOpsMap.Clear(map);
            any |= result == 0;
            if (result is not (0 or -Errno.ENOENT or -Errno.EINPROGRESS))
                throw new BpfException($"Ending a registration of '{structure}'", -result, result == -Errno.EPERM ? Permissions.Explain(ProgramType.StructOps) : "");
        }

        return any;
    }

    /// <summary>The maps of the structure, without link, that have the name. Ids are walked in their order; a map that goes meanwhile is passed over.</summary>
    private static List<FileDescriptor> Find(string structure, int valueType, string name)
    {
        List<FileDescriptor> found = [];
        try
        {
            uint id = 0;
            for (int end; (end = KernelIds.Maps.Next(ref id)) != Errno.ENOENT;)
            {
                if (end != 0)
                    throw NotFindable(structure, end);
                FileDescriptor map = KernelIds.Maps.TryOpen(id, out int errno);
                if (errno is not (0 or Errno.ENOENT))
                    throw NotFindable(structure, errno);
                if (errno == 0 && BpfSyscall.GetInfo(map, out MapInfo info) == 0 && Is(info, valueType, name))
                    found.Add(map);
                else
                    map.Dispose();
            }

            return found;
        }
        catch
        {
            found.ForEach(static map => map.Dispose());
            throw;
        }
    }

    private static bool Is(in MapInfo info, int valueType, string name) =>
        info.Type == (uint)MapType.StructOps && info.VmlinuxValueTypeId == valueType
        && (info.Flags & (uint)Core.Kernel.MapFlags.Link) == 0 && info.Name.ToString() == name;

    private static BpfException NotFindable(string structure, int errno) => new(
        $"Looking for registrations of '{structure}'", errno, errno == Errno.EPERM ? "Finding maps of other processes takes CAP_SYS_ADMIN." : "");
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Gives the kernel structures of functions that programs implement: a map of one element, attached by link.</summary>
/// <remarks>Source: <c>bpf_struct_ops_map_alloc</c>, <c>bpf_struct_ops_link_create</c>; libbpf's handling of <c>.struct_ops.link</c>.</remarks>
internal static class StructOpsRegistration
{
    private const string Prefix = "struct_ops";

    /// <param name="target">The object.</param>
    /// <param name="name">The structure, or a variable that fills one.</param>
    /// <param name="fill">Sets its other fields.</param>
    /// <exception cref="BpfException">The kernel has no such structure, or refused.</exception>
    public static BpfLink Register(BpfObject target, string name, Action<StructOpsValue>? fill)
    {
        StructOpsSpec? filled = Find(target, name);
        string structure = filled?.Structure ?? name;
        BtfTypes types = RunningKernel.ReadTypes(null);
        int valueType = types.Find("bpf_struct_ops_" + structure, BtfKind.Struct);
        if (valueType == 0 || !types.TryFindMember(valueType, "data", out BtfMember data))
            throw new BpfException($"The kernel has no structure '{structure}' that programs could implement.");
        byte[] bytes = new byte[types.SizeOf(valueType)];
        StructOpsValue value = new(types, types.Resolve(data.TypeId), bytes, data.BitOffset / 8);
        foreach ((string field, ImmutableArray<byte> content) in filled?.Fields ?? ImmutableDictionary<string, ImmutableArray<byte>>.Empty)
            value.Set(field, content.AsSpan());
        fill?.Invoke(value);
        List<FileDescriptor> used = [];
        foreach ((string member, BpfProgram program) in filled == null ? ByAttribute(target, structure) : ByVariable(target, filled))
        {
            if (!program.IsLoaded)
                continue;
            used.Add(program.Handle.Descriptor);
            value.SetFunction(member, (int)used[^1].DangerousGetHandle());
        }

        if (used.Count == 0)
            throw new BpfException($"No program of the object that is loaded implements '{structure}'.");
        FileDescriptor map = CreateMap(target, structure, valueType, bytes);
        try
        {
            return Attach(target, structure, map);
        }
        catch
        {
            map.Dispose();
            throw;
        }
        finally
        {
            GC.KeepAlive(used);
        }
    }

    /// <summary>The variable of the name, or the only one of a structure of the name; null where there is none.</summary>
    private static StructOpsSpec? Find(BpfObject target, string name)
    {
        ImmutableArray<StructOpsSpec> all = target.File.StructOps;
        if (all.FirstOrDefault(spec => spec.Name == name) is { } named)
            return named;
        StructOpsSpec[] ofType = [.. all.Where(spec => spec.Structure == name)];
        return ofType.Length <= 1 ? ofType.FirstOrDefault()
            : throw new BpfException($"The object fills '{name}' several times: name one of {string.Join(", ", ofType.Select(static spec => spec.Name))}.");
    }

    private static IEnumerable<(string Member, BpfProgram Program)> ByVariable(BpfObject target, StructOpsSpec filled) =>
        filled.Functions.Select(member => (member.Key, target.Program(target.File.Functions[member.Value].Name)));

    private static IEnumerable<(string Member, BpfProgram Program)> ByAttribute(BpfObject target, string structure) =>
        from program in target.Programs
        let member = MemberOf(program, structure)
        where member != null
        select (member, program);

    /// <summary>The member of the structure that a program implements; null for other programs.</summary>
    private static string? MemberOf(BpfProgram program, string structure)
    {
        string section = program.Handle.Section;
        int slash = section.IndexOf('/'), point = section.IndexOf('.', int.Max(slash, 0));
        bool isIt = program.Type == ProgramType.StructOps && section.StartsWith(Prefix, StringComparison.Ordinal)
            && point > slash && slash > 0 && section.AsSpan(slash + 1, point - slash - 1).SequenceEqual(structure);
        return isIt ? section[(point + 1)..] : null;
    }

    private static unsafe FileDescriptor CreateMap(BpfObject target, string structure, int valueType, byte[] value)
    {
        // The kernel wants types of the map's user, though the value's are its own.
        using FileDescriptor.Lease types = (target.Types ?? throw new NotSupportedException("A simulated world has no structures of functions.")).Use();
        MapCreateAttr attr = new()
        {
            Type = (uint)MapType.StructOps,
            KeySize = sizeof(uint),
            ValueSize = (uint)value.Length,
            MaxEntries = 1,
            Flags = (uint)Core.Kernel.MapFlags.Link,
            Name = KernelName.From(structure),
            BtfFd = types.Number,
            BtfVmlinuxValueTypeId = (uint)valueType,
        };
        FileDescriptor map = BpfSyscall.Open(BpfCommand.MapCreate, ref attr, out int errno);
        if (errno != 0)
            throw Refused(structure, errno, "Registering by link takes Linux 6.4.");
        using FileDescriptor.Lease lease = map.Use();
        uint key = 0;
        fixed (byte* pointer = value)
        {
            MapElementAttr element = new() { MapFd = lease.Number, Key = (ulong)&key, Value = (ulong)pointer };
            int result = BpfSyscall.Call(BpfCommand.MapUpdateElem, ref element);
            if (result == 0)
                return map;
            map.Dispose();
            throw Refused(structure, -result, "A function that it needs is missing, one of a program is of another member, or a field has a value that it doesn't take.");
        }
    }

    private static BpfLink Attach(BpfObject target, string structure, FileDescriptor map)
    {
        using FileDescriptor.Lease lease = map.Use();
        LinkCreateAttr attr = new() { ProgFd = lease.Number, AttachType = (uint)AttachType.StructOps };
        FileDescriptor link = BpfSyscall.Open(BpfCommand.LinkCreate, ref attr, out int errno);
        return errno == 0
            ? new BpfLink(target, $"structure {structure}", link, map.Dispose)
            : throw Refused(structure, errno, "A function that it needs is missing, or a field has a value that it doesn't take.");
    }

    private static BpfException Refused(string structure, int errno, string hint) => new(
        $"Registering an implementation of '{structure}'",
        errno,
        errno switch
        {
            Errno.EPERM => Permissions.Explain(ProgramType.StructOps),
            Errno.EEXIST or Errno.EBUSY => "Another one of the same name is registered.",
            _ => hint,
        });
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>One of the kernel's structures of functions, filled: by what an object has in a variable, or by its programs' attributes.</summary>
/// <param name="Structure">The structure, for example <c>tcp_congestion_ops</c>.</param>
/// <param name="ValueType">The kernel's type of the map's value: a count, a state and the structure.</param>
/// <param name="Bytes">The value, with descriptors of programs where the kernel has functions.</param>
/// <param name="Programs">The programs, to be kept open until the kernel has the value.</param>
internal sealed record StructOpsContent(string Structure, int ValueType, byte[] Bytes, IReadOnlyList<FileDescriptor> Programs)
{
    private const string Prefix = "struct_ops";

    /// <param name="target">The object.</param>
    /// <param name="name">The structure, or a variable that fills one.</param>
    /// <param name="fill">Sets its other fields.</param>
    /// <exception cref="BpfException">The kernel has no such structure, or no program implements it.</exception>
    public static StructOpsContent Of(BpfObject target, string name, Action<StructOpsValue>? fill)
    {
        StructOpsSpec? filled = Find(target, name);
        string structure = filled?.Structure ?? name;
        BtfTypes types = RunningKernel.ReadTypes(null);
        int valueType = FindValueType(types, structure, out BtfMember data);
        byte[] bytes = new byte[types.SizeOf(valueType)];
        StructOpsValue value = new(types, types.Resolve(data.TypeId), bytes, data.BitOffset / 8);
        foreach ((string field, ImmutableArray<byte> content) in filled?.Fields ?? ImmutableDictionary<string, ImmutableArray<byte>>.Empty)
            value.Set(field, content.AsSpan());
        fill?.Invoke(value);
        List<FileDescriptor> programs = [];
        foreach ((string member, BpfProgram program) in filled == null ? ByAttribute(target, structure) : ByVariable(target, filled))
        {
            if (!program.IsLoaded)
                continue;
            programs.Add(program.Handle.Descriptor);
            value.SetFunction(member, (int)programs[^1].DangerousGetHandle());
        }

        return programs.Count > 0
            ? new(structure, valueType, bytes, programs)
            : throw new BpfException($"No program of the object that is loaded implements '{structure}'.");
    }

    /// <summary>The kernel's type of a map's value that holds the structure.</summary>
    /// <exception cref="BpfException">It has none.</exception>
    public static int FindValueType(BtfTypes types, string structure, out BtfMember data)
    {
        int valueType = types.Find("bpf_struct_ops_" + structure, BtfKind.Struct);
        return valueType != 0 && types.TryFindMember(valueType, "data", out data)
            ? valueType
            : throw new BpfException($"The kernel has no structure '{structure}' that programs could implement.");
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
}

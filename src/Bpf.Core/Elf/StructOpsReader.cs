using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Link;
using Bpf.Core.Link.Core;

namespace Bpf.Core.Elf;

/// <summary>Reads the kernel's structures of functions that an object fills.</summary>
/// <remarks>Source: libbpf, <c>SEC(".struct_ops")</c> and <c>SEC(".struct_ops.link")</c>; a leading <c>?</c> says that one is made only where asked for.</remarks>
internal sealed class StructOpsReader(ElfFile file, BtfTypes? types)
{
    private readonly List<Variable> _variables = [];
    private readonly HashSet<int> _sections = [];

    /// <summary>The structures read.</summary>
    public ImmutableArray<StructOpsSpec> Specs => [.. _variables.Select(Build)];

    /// <summary>True for the name of such a section.</summary>
    public static bool IsStructOps(string section) => section.TrimStart('?') is SectionNames.StructOps or SectionNames.StructOpsLink;

    /// <summary>True for such a section.</summary>
    public bool Has(int section) => _sections.Contains(section);

    public void Read()
    {
        foreach (ElfSection section in file.Sections)
        {
            if (!section.HasContent || section.Size == 0 || !IsStructOps(section.Name)) continue;
            int id = types?.Find(section.Name, BtfKind.Datasec) ?? 0;
            if (id == 0) throw new BpfFormatException($"The object has a section {section.Name} and no BTF that says what is in it.");
            _sections.Add(section.Index);
            BtfType datasec = types![id];
            for (int i = 0; i < datasec.Length; i++)
                Add(section, datasec.Variable(i));
        }
    }

    /// <summary>Takes an address in a structure: that of a program.</summary>
    /// <param name="section">The section.</param>
    /// <param name="offset">The address's place in it.</param>
    /// <param name="function">The program; null where the address is of something else.</param>
    public void Point(ElfSection section, ulong offset, int? function)
    {
        Variable? variable = _variables.Find(v => v.Section == section.Index && offset >= (ulong)v.Start && offset < (ulong)v.Start + (ulong)v.Size);
        string? member = variable is null ? null : Members(variable).FirstOrDefault(m => (ulong)(variable.Start + m.BitOffset / 8) == offset && IsFunction(m)).Name;
        if (member is null) throw new BpfFormatException($"{section.Name} holds an address at byte {offset}, where no structure of functions has one.");
        variable!.Functions[member] = function ?? throw new BpfFormatException($"'{variable.Name}' of {section.Name} has something else than a program as '{member}'.");
    }

    private void Add(ElfSection section, BtfSectionVariable placed)
    {
        BtfType variable = types![placed.TypeId];
        int structure = variable.Kind == BtfKind.Var ? types.Resolve(variable.TypeId) : 0;
        if (types[structure].Kind != BtfKind.Struct || placed.Offset < 0 || placed.Size < types[structure].Size || placed.Offset > section.Size - placed.Size)
            throw new BpfFormatException($"BTF's section {section.Name} holds something else than structures.");
        _variables.Add(new(section.Index, placed.Offset, placed.Size, variable.Name, structure));
    }

    private StructOpsSpec Build(Variable variable)
    {
        ReadOnlySpan<byte> content = file.Content(file.Section((uint)variable.Section)).Slice(variable.Start, variable.Size);
        ImmutableDictionary<string, ImmutableArray<byte>>.Builder fields = ImmutableDictionary.CreateBuilder<string, ImmutableArray<byte>>(StringComparer.Ordinal);
        foreach (BtfMember member in Members(variable))
        {
            int size = types!.SizeOf(member.TypeId), start = member.BitOffset / 8;
            if (IsFunction(member) || start > content.Length || size > content.Length - start) continue;
            byte[] bytes = content.Slice(start, size).ToArray();
            if (Array.TrueForAll(bytes, static b => b == 0)) continue;
            if (member.BitfieldSize != 0 || member.Name.Length == 0)
                throw new BpfFormatException($"'{variable.Name}' sets a bit field or a member without a name, which is not supported.");
            fields[member.Name] = [.. bytes];
        }

        return new(variable.Name, CoreCompatibility.EssentialName(types![variable.Structure].Name), fields.ToImmutable(), variable.Functions.ToImmutableDictionary());
    }

    private IEnumerable<BtfMember> Members(Variable variable)
    {
        BtfType structure = types![variable.Structure];
        for (int i = 0; i < structure.Length; i++)
            yield return structure.Member(i);
    }

    private bool IsFunction(BtfMember member) => types![types.Resolve(member.TypeId)] is { Kind: BtfKind.Ptr, TypeId: var id } && types[types.Resolve(id)].Kind == BtfKind.FuncProto;

    private sealed record Variable(int Section, int Start, int Size, string Name, int Structure)
    {
        public Dictionary<string, int> Functions { get; } = new(StringComparer.Ordinal);
    }
}

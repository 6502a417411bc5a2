using System;
using System.Collections.Generic;
using System.Globalization;
using Bpf.Core.Btf;

namespace Bpf.Core.Link.Core;

/// <summary>Answers CO-RE relocations of an object from the kernel's BTF.</summary>
/// <remarks>
/// What libbpf does: types are found by kind and name without flavor, members by name, and all types found have to give one answer.
/// Source: docs.kernel.org/bpf/llvm_reloc.html, "CO-RE Relocations"; the tests compare every kind with libbpf.
/// </remarks>
internal sealed class CoreRelocator(BtfTypes local, KernelSearch? kernel)
{
    private readonly Dictionary<CoreRelocation, (CoreValue Local, CoreValue? Target)> _answers = [];

    /// <summary>The answers for the object's own types and the kernel's; the latter is null where the kernel has no such thing.</summary>
    public (CoreValue Local, CoreValue? Target) Answer(CoreRelocation relocation)
    {
        CoreRelocation question = relocation with { InstructionOffset = 0 };
        if (!_answers.TryGetValue(question, out (CoreValue, CoreValue?) answer)) _answers.Add(question, answer = Find(question));
        return answer;
    }

    /// <summary>What a relocation that was answered asks for, in words of C.</summary>
    public string Describe(CoreRelocation relocation) => CoreDescription.Of(local, relocation);

    /// <summary>True where both fields are pointers, or both unsigned integers: what extends with zeros may be read in another width.</summary>
    public static bool MayResize(CoreValue localField, CoreValue targetField)
    {
        if (localField.Access is null || targetField.Access is null) return false; // no field: the relocation is damaged
        BtfType mine = localField.FieldType, theirs = targetField.FieldType;
        return mine.Kind == theirs.Kind && (mine.Kind == BtfKind.Ptr || mine.Kind == BtfKind.Int
            && ((mine.Encoding | theirs.Encoding) & BtfIntEncoding.Signed) == 0);
    }

    private (CoreValue Local, CoreValue? Target) Find(CoreRelocation relocation)
    {
        int[] indexes = Indexes(relocation);
        if (relocation.Kind == CoreRelocationKind.TypeIdLocal)
            return (new((ulong)relocation.TypeId), new((ulong)relocation.TypeId));
        if (kernel is null)
            throw new BpfFormatException("The object depends on the kernel's types (CO-RE), which were not given.");

        BtfType root = local[relocation.TypeId];
        string name = CoreCompatibility.EssentialName(root.Name);
        if (name.Length == 0) throw new BpfFormatException($"BTF type {root.Id} has no name to find it by in the kernel.");
        Func<BtfTypes, int, CoreValue?> match = Question(relocation, root, indexes, out CoreValue mine);
        CoreValue? answer = null;
        foreach (KernelType candidate in kernel.FindTypes(name, kind => CoreCompatibility.KindsMatch(root.Kind, kind)))
        {
            if (match(candidate.Types, candidate.Id) is not { } found) continue;
            if (answer is { } before && before.Value != found.Value)
                throw new BpfFormatException($"The kernel or its modules have several types '{name}', which differ in what the object asks ({relocation.Kind} of {Describe(relocation)}).");
            answer ??= found;
        }

        return relocation.Kind is CoreRelocationKind.FieldExists or CoreRelocationKind.TypeExists or CoreRelocationKind.EnumValueExists
            or CoreRelocationKind.TypeMatches
            ? (new(1), new(answer is null ? 0u : 1))
            : (mine, answer);
    }

    /// <summary>Turns a relocation into the answer for the object's type and a function that answers for one of the kernel's.</summary>
    private Func<BtfTypes, int, CoreValue?> Question(CoreRelocation relocation, BtfType root, int[] indexes, out CoreValue mine)
    {
        switch (relocation.Kind)
        {
            case CoreRelocationKind.TypeIdTarget or CoreRelocationKind.TypeExists or CoreRelocationKind.TypeSize:
                bool isSize = relocation.Kind == CoreRelocationKind.TypeSize;
                mine = isSize ? new((ulong)local.SizeOf(root.Id)) : new((ulong)root.Id, IsAmbiguous: true);
                return (types, id) => !CoreCompatibility.TypesMatch(local, root.Id, types, id) ? null
                    : new(isSize ? (ulong)types.SizeOf(id) : (ulong)id);

            case CoreRelocationKind.TypeMatches:
                mine = new(1);
                return (types, id) => CoreMatching.Matches(local, root.Id, types, id) ? new(1) : null;

            case CoreRelocationKind.EnumValue or CoreRelocationKind.EnumValueExists:
                BtfType constants = local[local.Resolve(root.Id)];
                if (constants.Kind is not (BtfKind.Enum or BtfKind.Enum64) || indexes.Length != 1 || indexes[0] >= constants.Length)
                    throw CoreAccess.Bad(relocation);
                BtfEnumerator wanted = constants.Enumerator(indexes[0]);
                string wantedName = CoreCompatibility.EssentialName(wanted.Name);
                mine = new((ulong)wanted.Value);
                return (types, id) =>
                {
                    BtfType theirs = types[types.Resolve(id)];
                    for (int i = 0; theirs.Kind is BtfKind.Enum or BtfKind.Enum64 && i < theirs.Length; i++)
                    {
                        BtfEnumerator value = theirs.Enumerator(i);
                        if (CoreCompatibility.EssentialName(value.Name) == wantedName) return new((ulong)value.Value);
                    }

                    return null;
                };

            default:
                CoreAccess access = CoreAccess.Parse(local, relocation, indexes);
                mine = CoreValue.OfField(relocation.Kind, access);
                return (types, id) => CoreAccess.Match(types, id, access) is { } matched ? CoreValue.OfField(relocation.Kind, matched) : null;
        }
    }

    /// <summary>The numbers of an access.</summary>
    public static int[] Indexes(CoreRelocation relocation)
    {
        List<int> result = [];
        foreach (string part in relocation.AccessString.Split(':'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int index)) throw CoreAccess.Bad(relocation);
            result.Add(index);
        }

        return [.. result];
    }
}

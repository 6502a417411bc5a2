using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Bpf.Core.Kernel;

/// <summary>The table of helper functions: one row a helper, see Helpers.Rows.cs. Adding a helper is one row.</summary>
public static partial class Helpers
{
    /// <summary>Every helper, ordered by number; the prototypes are the usual ones, see <see cref="For(HelperId, ProgramType)"/>.</summary>
    public static ImmutableArray<HelperPrototype> All => Rows;

    /// <summary>The usual prototype of a helper.</summary>
    /// <param name="id">The helper's number.</param>
    /// <returns>Its row; null where the number names no helper.</returns>
    public static HelperPrototype? Find(HelperId id) =>
        (uint)((int)id - 1) < (uint)Rows.Length ? Rows[(int)id - 1] : null;

    /// <summary>The helper of that name.</summary>
    /// <param name="name">The kernel's name, with or without <c>bpf_</c>.</param>
    /// <returns>Its row; null where no helper has the name.</returns>
    public static HelperPrototype? Find(string name) =>
        Index.Names.TryGetValue(name.StartsWith("bpf_", StringComparison.Ordinal) ? name.Substring(4) : name, out HelperPrototype? row)
            ? row
            : null;

    /// <summary>The prototype of a helper in programs of one type.</summary>
    /// <param name="id">The helper's number.</param>
    /// <param name="program">The program type.</param>
    /// <returns>
    /// The variant for that program type, else the usual row; null where the number names no helper. That the program type
    /// may call it at all is a kernel's answer, see <see cref="KernelProfile.Helpers"/>.
    /// </returns>
    public static HelperPrototype? For(HelperId id, ProgramType program) =>
        Index.Variants.TryGetValue((id, program), out HelperPrototype? variant) ? variant : Find(id);

    /// <summary>The prototype of a helper in programs of one type, as a kernel of that version has it.</summary>
    /// <param name="id">The helper's number.</param>
    /// <param name="program">The program type.</param>
    /// <param name="kernel">The kernel's version.</param>
    /// <returns>As <see cref="For(HelperId, ProgramType)"/>, with what the kernel asked of arguments before it was changed.</returns>
    public static HelperPrototype? For(HelperId id, ProgramType program, Version kernel)
    {
        HelperPrototype? row = For(id, program);
        foreach (HelperChange change in Changes)
        {
            if (row is not null && change.Helper == id && kernel < change.Since)
                row = row with { Arguments = row.Arguments.SetItem(change.Argument, row.Arguments[change.Argument] with { Type = change.Before }) };
        }

        return row;
    }

    // Apart from the rows: static fields of a class that spans files are initialized in no documented order.
    private static class Index
    {
        public static readonly Dictionary<string, HelperPrototype> Names =
            Rows.ToDictionary(row => row.Name, StringComparer.Ordinal);

        public static readonly Dictionary<(HelperId, ProgramType), HelperPrototype> Variants = Helpers.Variants
            .SelectMany(variant => variant.Programs, (variant, program) => (variant.Prototype, program))
            .ToDictionary(pair => (pair.Prototype.Id, pair.program), pair => pair.Prototype);
    }

    private static HelperPrototype Row(
        int id,
        string name,
        ReturnType returnType,
        ImmutableArray<HelperArgument> arguments,
        string since,
        HelperTraits traits = HelperTraits.None,
        string? returns = null) => new()
        {
            Id = (HelperId)id,
            Name = name,
            ReturnType = returnType,
            ReturnBtfType = returns,
            Arguments = arguments,
            Since = Version.Parse(since),
            Traits = traits,
        };

    private static HelperArgument Btf(string type, ArgumentType modifiers = ArgumentType.DontCare) =>
        new(ArgumentType.PtrToBtfId | modifiers, BtfType: type);

    private static HelperArgument Fixed(int size, ArgumentType modifiers = ArgumentType.DontCare) =>
        new(ArgumentType.PtrToFixedSizeMem | modifiers, Size: size);
}

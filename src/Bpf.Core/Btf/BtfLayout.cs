using System.Globalization;

namespace Bpf.Core.Btf;

/// <summary>Compares how types of two objects lie in memory, by what they hold: names of types, typedefs and qualifiers don't count, names of fields do.</summary>
public static class BtfLayout
{
    /// <summary>Types deeper in one another are taken for alike: such BTF is hostile.</summary>
    private const int MostLevels = 32;

    /// <summary>Why bytes of one type are not to be read as the other.</summary>
    /// <param name="one">Types.</param>
    /// <param name="oneId">A type of them.</param>
    /// <param name="other">Other types.</param>
    /// <param name="otherId">A type of those.</param>
    /// <returns>Null where they lie alike; else a sentence without its end: <c>field 'Bytes' is 4 bytes at 8, not 8 bytes at 8</c>.</returns>
    /// <exception cref="BpfFormatException">A type refers to what is not there, or has no size.</exception>
    public static string? Difference(BtfTypes one, int oneId, BtfTypes other, int otherId) => Difference(one, oneId, other, otherId, "the value", 0);

    private static string? Difference(BtfTypes one, int oneId, BtfTypes other, int otherId, string what, int level)
    {
        if (level > MostLevels) return null;
        BtfType mine = one[one.Resolve(oneId)], theirs = other[other.Resolve(otherId)];
        if (one.SizeOf(oneId) != other.SizeOf(otherId)) return Invariant($"{what} has {other.SizeOf(otherId)} bytes, not {one.SizeOf(oneId)}");
        return (Group(mine.Kind), Group(theirs.Kind)) switch
        {
            (BtfKind.Struct, BtfKind.Struct) => OfMembers(one, mine, other, theirs, what, level),
            (BtfKind.Array, BtfKind.Array) => mine.ElementCount == theirs.ElementCount
                ? Difference(one, mine.TypeId, other, theirs.TypeId, "an element of " + what, level + 1)
                : Invariant($"{what} has {theirs.ElementCount} elements, not {mine.ElementCount}"),
            (var my, var their) => my == their ? null : $"{what} is {Shown(their)}, not {Shown(my)}",
        };
    }

    private static string? OfMembers(BtfTypes one, BtfType mine, BtfTypes other, BtfType theirs, string what, int level)
    {
        // A struct of one field and the field itself lie alike, but are declared so on purpose.
        if (mine.Length != theirs.Length) return Invariant($"{what} has {theirs.Length} fields, not {mine.Length}");
        for (int i = 0; i < mine.Length; i++)
        {
            BtfMember my = mine.Member(i), their = theirs.Member(i);
            if (my.Name != their.Name) return $"{what} has a field '{their.Name}' where '{my.Name}' is";
            string field = $"field '{my.Name}'";
            if (my.BitOffset != their.BitOffset) return Invariant($"{field} is at bit {their.BitOffset}, not {my.BitOffset}");
            if (Difference(one, my.TypeId, other, their.TypeId, field, level + 1) is { } difference) return difference;
        }

        return null;
    }

    /// <summary>Kinds that lie alike: all numbers, and structs and unions, whose fields tell them apart.</summary>
    private static BtfKind Group(BtfKind kind) => kind switch
    {
        BtfKind.Enum or BtfKind.Enum64 => BtfKind.Int,
        BtfKind.Union => BtfKind.Struct,
        _ => kind,
    };

    private static string Shown(BtfKind kind) => kind switch
    {
        BtfKind.Int => "a number",
        BtfKind.Struct => "a structure",
        BtfKind.Array => "an array",
        BtfKind.Ptr => "a pointer",
        _ => kind.ToString(),
    };

    private static string Invariant(System.FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

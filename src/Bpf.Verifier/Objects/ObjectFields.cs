using System.Collections.Immutable;

namespace Bpf.Verifier.Objects;

/// <summary>The special fields of a map's values or of an allocated object (<c>struct btf_record</c>), by offset.</summary>
internal sealed class ObjectFields(ImmutableArray<SpecialField> fields)
{
    /// <summary>No special fields.</summary>
    public static readonly ObjectFields None = new([]);

    /// <summary>All of them, ascending by offset.</summary>
    public ImmutableArray<SpecialField> All { get; } = fields;

    /// <summary>True where there is a field of one of the kinds.</summary>
    public bool Has(SpecialFieldKind kinds) => Find(kinds) is not null;

    /// <summary>The first field of one of the kinds.</summary>
    public SpecialField? Find(SpecialFieldKind kinds)
    {
        foreach (SpecialField field in All)
        {
            if ((field.Kind & kinds) != 0)
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>The field of one of the kinds that starts at an offset.</summary>
    public SpecialField? At(long offset, SpecialFieldKind kinds)
    {
        foreach (SpecialField field in All)
        {
            if (field.Offset == offset && (field.Kind & kinds) != 0)
            {
                return field;
            }
        }

        return null;
    }
}

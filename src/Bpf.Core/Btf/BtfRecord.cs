using System;

namespace Bpf.Core.Btf;

/// <summary>One type as it is stored: <c>struct btf_type</c> and the words after it. Equal words, equal types.</summary>
internal readonly record struct BtfRecord(uint NameOffset, uint Info, uint SizeOrType, uint[] Extra)
{
    /// <summary>False while a declared struct waits for its members.</summary>
    public bool IsComplete { get; init; } = true;

    public BtfKind Kind => (BtfKind)(Info >> 24 & 0x1f);

    public bool Equals(BtfRecord other) => NameOffset == other.NameOffset && Info == other.Info
        && SizeOrType == other.SizeOrType && Extra.AsSpan().SequenceEqual(other.Extra);

    public override int GetHashCode()
    {
        uint hash = NameOffset * 31 + Info;
        hash = hash * 31 + SizeOrType;
        foreach (uint word in Extra)
            hash = hash * 31 + word;
        return (int)hash;
    }
}

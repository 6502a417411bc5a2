using Bpf.Core.Btf;

namespace Bpf.Core.Link.Core;

/// <summary>
/// Whether a type of the kernel's is what the object takes it for (<c>bpf_core_type_matches</c>): names agree, members and constants that the object
/// names are there, numbers are as wide. What only a pointer leads to is compared by its name.
/// </summary>
/// <remarks>Source: the comment on <c>bpf_core_type_matches</c> in libbpf's bpf_core_read.h; tested against libbpf.</remarks>
internal sealed class CoreMatching
{
    private const int MaxDepth = 32, MaxSteps = 100_000;

    private readonly BtfTypes _local;
    private readonly BtfTypes _kernel;
    private int _steps;

    private CoreMatching(BtfTypes local, BtfTypes kernel) => (_local, _kernel) = (local, kernel);

    /// <summary>Compares two types.</summary>
    /// <exception cref="BpfFormatException">They are nested too deeply to be compared.</exception>
    public static bool Matches(BtfTypes local, int localId, BtfTypes kernel, int kernelId) =>
        new CoreMatching(local, kernel).Match(localId, kernelId, isBehindPointer: false, 0);

    private bool Match(int localId, int kernelId, bool isBehindPointer, int depth)
    {
        BtfType mine = _local[_local.Resolve(localId)], theirs = _kernel[_kernel.Resolve(kernelId)];
        if (depth == MaxDepth || ++_steps > MaxSteps)
            throw new BpfFormatException($"Type '{mine.Name}' is nested too deeply to be compared with the kernel's (bpf_core_type_matches).");
        if (!AreAlike(mine.Name, theirs.Name)) return false;
        return mine.Kind switch
        {
            BtfKind.Fwd => theirs.Kind == BtfKind.Fwd ? mine.KindFlag == theirs.KindFlag
                : isBehindPointer && theirs.Kind == (mine.KindFlag ? BtfKind.Union : BtfKind.Struct),
            BtfKind.Struct or BtfKind.Union when isBehindPointer => theirs.Kind == mine.Kind
                || theirs.Kind == BtfKind.Fwd && theirs.KindFlag == (mine.Kind == BtfKind.Union),
            BtfKind.Struct or BtfKind.Union => theirs.Kind == mine.Kind && HasMembers(mine, theirs, depth),
            BtfKind.Enum or BtfKind.Enum64 => theirs.Kind is BtfKind.Enum or BtfKind.Enum64 && HasConstants(mine, theirs),
            BtfKind.Int => theirs.Kind == BtfKind.Int && mine.Bits == theirs.Bits
                && (mine.Encoding & BtfIntEncoding.Signed) == (theirs.Encoding & BtfIntEncoding.Signed),
            BtfKind.Ptr => theirs.Kind == BtfKind.Ptr && Match(mine.TypeId, theirs.TypeId, isBehindPointer: true, depth + 1),
            BtfKind.Array => theirs.Kind == BtfKind.Array && mine.ElementCount == theirs.ElementCount
                && Match(mine.TypeId, theirs.TypeId, isBehindPointer, depth + 1),
            BtfKind.FuncProto => theirs.Kind == BtfKind.FuncProto && TakesTheSame(mine, theirs, isBehindPointer, depth),
            BtfKind.Void => theirs.Kind == BtfKind.Void,
            _ => false,
        };
    }

    /// <summary>Members without a name may match any without one.</summary>
    private bool HasMembers(BtfType mine, BtfType theirs, int depth)
    {
        if (mine.Length > theirs.Length) return false;
        for (int i = 0; i < mine.Length; i++)
        {
            BtfMember wanted = mine.Member(i);
            bool isThere = false;
            for (int j = 0; j < theirs.Length && !isThere; j++)
            {
                BtfMember member = theirs.Member(j);
                isThere = AreAlike(wanted.Name, member.Name) && Match(wanted.TypeId, member.TypeId, isBehindPointer: false, depth + 1);
            }

            if (!isThere) return false;
        }

        return true;
    }

    private static bool HasConstants(BtfType mine, BtfType theirs)
    {
        if (mine.Length > theirs.Length) return false;
        for (int i = 0; i < mine.Length; i++)
        {
            string wanted = mine.Enumerator(i).Name;
            bool isThere = false;
            for (int j = 0; j < theirs.Length && !isThere; j++)
                isThere = AreAlike(wanted, theirs.Enumerator(j).Name);
            if (!isThere) return false;
        }

        return true;
    }

    private bool TakesTheSame(BtfType mine, BtfType theirs, bool isBehindPointer, int depth)
    {
        if (mine.Length != theirs.Length) return false;
        for (int i = 0; i < mine.Length; i++)
        {
            if (!Match(mine.Parameter(i).TypeId, theirs.Parameter(i).TypeId, isBehindPointer, depth + 1)) return false;
        }

        return Match(mine.TypeId, theirs.TypeId, isBehindPointer, depth + 1);
    }

    private static bool AreAlike(string mine, string theirs) => CoreCompatibility.EssentialName(mine) == CoreCompatibility.EssentialName(theirs);
}

// Rests on: register states in level-2 logs of 7.2, loads of programs that know both a signed and an unsigned range.
namespace Bpf.Verifier.State;

/// <summary>
/// From 7.2 the range of a value is one arc of the circle of all numbers of a width; signed and unsigned bounds are where it is cut at their
/// ends. Both can be known only where they are the same arc.
/// </summary>
internal static class Arcs
{
    /// <summary>A signed range around zero and an unsigned one around the signs' boundary overlap at two places: only the shorter is kept.</summary>
    public static void KeepOne(ref RegisterState r)
    {
        bool twoPlaces = r.SMin < 0 && r.SMax >= 0 && r.UMin <= long.MaxValue && r.UMax > long.MaxValue
            && r.UMax >= (ulong)r.SMin && (ulong)r.SMax >= r.UMin;
        if (twoPlaces && (ulong)r.SMax - (ulong)r.SMin < r.UMax - r.UMin)
        {
            (r.UMin, r.UMax) = (0, ulong.MaxValue);
        }
        else if (twoPlaces)
        {
            (r.SMin, r.SMax) = (long.MinValue, long.MaxValue);
        }

        bool twoPlaces32 = r.S32Min < 0 && r.S32Max >= 0 && r.U32Min <= int.MaxValue && r.U32Max > int.MaxValue
            && r.U32Max >= (uint)r.S32Min && (uint)r.S32Max >= r.U32Min;
        if (twoPlaces32 && (uint)r.S32Max - (uint)r.S32Min < r.U32Max - r.U32Min)
        {
            (r.U32Min, r.U32Max) = (0, uint.MaxValue);
        }
        else if (twoPlaces32)
        {
            (r.S32Min, r.S32Max) = (int.MinValue, int.MaxValue);
        }
    }

    /// <summary>The ends of the range are numbers whose low half is in the range of the low half.</summary>
    public static void LearnFromLowHalf(ref RegisterState r)
    {
        bool isUnsigned32 = r.U32Min != 0 || r.U32Max != uint.MaxValue;
        uint low = isUnsigned32 ? r.U32Min : (uint)r.S32Min, high = isUnsigned32 ? r.U32Max : (uint)r.S32Max;
        uint size = unchecked(high - low);
        if (size == uint.MaxValue || Bounds.AreEmpty(in r))
        {
            return;
        }

        // Where nothing is known of the whole, the arc begins at 0.
        bool isSigned = r.UMin == 0 && r.UMax == ulong.MaxValue && (r.SMin != long.MinValue || r.SMax != long.MaxValue);
        ulong first = isSigned ? (ulong)r.SMin : r.UMin, last = isSigned ? (ulong)r.SMax : r.UMax;
        ulong length = unchecked(last - first);
        ulong forward = unchecked((uint)first - low) > size ? unchecked(low - (uint)first) : 0;
        ulong back = unchecked((uint)last - low) > size ? unchecked((uint)last - high) : 0;
        if (forward > length || back > length - forward)
        {
            // No number of the range has such a low half.
            (r.UMin, r.UMax) = (ulong.MaxValue, 0);
            return;
        }

        if (isSigned)
        {
            (r.SMin, r.SMax) = unchecked(((long)(first + forward), (long)(last - back)));
        }
        else
        {
            (r.UMin, r.UMax) = unchecked((first + forward, last - back));
        }
    }
}

using System;
using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>Members of an enumeration as indexes.</summary>
/// <typeparam name="TSlot">The enumeration, of four bytes.</typeparam>
internal static class Slots<TSlot> where TSlot : unmanaged, Enum
{
    /// <summary>One more than the greatest member.</summary>
    public static int Count { get; } = Greatest() + 1;

    public static uint IndexOf(TSlot slot) => Unsafe.SizeOf<TSlot>() == sizeof(uint)
        ? Unsafe.As<TSlot, uint>(ref slot)
        : throw new ArgumentException($"{typeof(TSlot)} is no enumeration over int or uint.");

    private static int Greatest()
    {
        int greatest = 0;
        foreach (TSlot slot in Enum.GetValues<TSlot>())
            greatest = int.Max(greatest, (int)IndexOf(slot));
        return greatest;
    }
}

// Rests on: messages of real verdicts, level-2 logs (fp-16=dynptr_ringbuf(...), fp-8=iter_num(...)).
using Bpf.Core.Explain;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Objects of the kernel's that live on the program's stack: they take whole slots, which programs may not touch.</summary>
internal sealed partial class Engine
{
    /// <summary>Finds where an object of some slots is.</summary>
    /// <param name="reg">The pointer to it.</param>
    /// <param name="what">The kernel's word for the object.</param>
    /// <param name="slots">How many it takes; they go down from the one found.</param>
    /// <param name="slot">The slot with its lowest address.</param>
    /// <returns>What the kernel says of a place where it can't be; null where it can.</returns>
    private static string? FindStackObject(in RegisterState reg, string what, int slots, out int slot)
    {
        slot = -1;
        if (!reg.VarOff.IsConst)
        {
            return $"{what} has to be at a constant offset";
        }

        long off = reg.Off + (long)reg.VarOff.Value;
        if (off % 8 != 0 || off >= 0 || SlotIndex((int)off) + 1 < slots)
        {
            return $"cannot pass in {what} at an offset={off}";
        }

        slot = SlotIndex((int)off);
        return null;
    }

    /// <summary>Makes room for an object: as if its bytes were stored one word after the other.</summary>
    private void StoreStackObject(int number, int slots)
    {
        for (int i = 0; i < slots; i++)
        {
            CheckAccess(number, i * 8, 8, write: true, -1);
        }
    }

    private RejectedException RejectStackObject(int number, string message, string? detail) =>
        Reject(RejectionReason.HelperArgument, message, number, detail: detail ?? "");
}

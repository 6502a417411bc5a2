using System.Linq;
using Bpf.Core.Isa;

namespace Bpf.Compiler.Backend;

/// <summary>Gives each frame object its place below r10.</summary>
internal static class FrameLayout
{
    /// <summary>Lays the frame out, the most aligned objects next to r10, so that nothing is lost to padding.</summary>
    /// <returns>Bytes used, a multiple of 8; more than <see cref="Register.StackSize"/> doesn't load.</returns>
    public static int Assign(MachineFunction function)
    {
        int used = 0;
        foreach (FrameObject place in function.Frame.OrderByDescending(f => f.Alignment).ThenByDescending(f => f.Name is null))
        {
            used = RoundUp(used + place.Size, place.Alignment);
            place.Offset = -used;
        }

        return RoundUp(used, 8);
    }

    private static int RoundUp(int value, int alignment) => (value + alignment - 1) / alignment * alignment;
}

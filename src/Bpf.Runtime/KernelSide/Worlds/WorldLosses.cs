using System.Runtime.CompilerServices;
using System.Threading;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>
/// Records that programs on the CLR could not write, by ring buffer. Bytecode counts them in the object's <c>.bss</c>
/// (<c>name.lost</c>), which a CLR run doesn't have at hand.
/// </summary>
internal static class WorldLosses
{
    private static readonly ConditionalWeakTable<IMapModel, StrongBox<ulong>> Losses = [];

    public static void Count(IMapModel map) => Interlocked.Increment(ref Losses.GetOrCreateValue(map).Value);

    public static ulong Read(IMapModel map) =>
        Losses.TryGetValue(map, out StrongBox<ulong>? losses) ? Volatile.Read(ref losses.Value) : 0;
}

using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>An element of a list in an arena.</summary>
public struct Leaf
{
    /// <summary>The one made before it.</summary>
    public ArenaPtr<Leaf> Next;

    /// <summary>What it holds.</summary>
    public long Value;
}

/// <summary>How many elements to make.</summary>
public struct LeafRequest
{
    /// <summary>The number.</summary>
    public ulong Count;
}

/// <summary>A list that programs make in memory of their own, and user space walks.</summary>
[BpfObject(License = "GPL")]
public static partial class Arenas
{
    static readonly Arena Memory = new(pages: 16);

    /// <summary>The last element: globals of an arena may be pointed to by what is in it.</summary>
    [InArena] static Leaf Last;

    /// <summary>What each element is a multiple of.</summary>
    [InArena] static int Step = -3;

    static ArenaPtr<Leaf> Head, Free;
    static int Left;
    static long Sum;

    /// <summary>Makes elements, one after another in pages as they are needed.</summary>
    [Syscall, Requires(Feature.Arena)]
    static int Grow(in LeafRequest request)
    {
        if (Head.IsNull) Head = Memory.PointerTo(ref Last);
        for (ulong i = 0; i < 500; i++)
        {
            if (i >= request.Count) break;
            if (Left == 0)
            {
                Free = Memory.AllocatePages<Leaf>(1);
                if (Free.IsNull) return -1;
                Left = 4096 / Unsafe.SizeOf<Leaf>();
            }

            Free.Value = new() { Next = Head, Value = (int)i * Step };
            Head = Free;
            Free += 1;
            Left--;
        }

        return 0;
    }

    /// <summary>Adds up the elements; this program may not sleep.</summary>
    [Xdp, Requires(Feature.Arena)]
    static XdpAction Total(XdpContext ctx)
    {
        Sum = 0;
        ArenaPtr<Leaf> leaf = Head;
        for (int i = 0; i < 1000 && !leaf.IsNull; i++)
        {
            Sum += leaf.Value.Value;
            leaf = leaf.Value.Next;
        }

        return XdpAction.Pass;
    }
}

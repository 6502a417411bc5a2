using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Memory that programs and user space share, with pointers in it.</summary>
public sealed class ArenaTests
{
    [Fact]
    public void User_space_and_programs_walk_what_a_program_has_linked()
    {
        Needs.Features(Feature.Arena);
        using Arenas.Loaded arenas = Arenas.Load();
        arenas.Last = new() { Value = 1_000_000 };
        Assert.Equal(0, arenas.Grow.Run(new LeafRequest { Count = 300 }));
        using ArenaMemory memory = arenas.Memory.Open();
        List<long> values = [];
        for (ArenaPtr<Leaf> leaf = arenas.Head; !leaf.IsNull; leaf = memory.At(leaf).Next)
            values.Add(memory.At(leaf).Value);
        Assert.Equal([.. Enumerable.Range(0, 300).Select(static i => -3L * i).Reverse(), 1_000_000], values);

        memory.At(arenas.Head).Value = 5;
        Assert.Equal(XdpAction.Pass, arenas.Total.Run(new byte[64]).Action);
        Assert.Equal(values.Sum() + (299 * 3) + 5, arenas.Sum);
    }

    [Fact]
    public void A_kernel_without_arenas_leaves_their_programs_out()
    {
        Needs.Kernel();
        using Arenas.Loaded arenas = Arenas.Load(options: new LoadOptions { LeftOut = new HashSet<string> { "Grow", "Total" } });
        Assert.Contains("'Memory' was not made", Assert.Throws<InvalidOperationException>(() => arenas.Memory.Address).Message, StringComparison.Ordinal);
    }
}

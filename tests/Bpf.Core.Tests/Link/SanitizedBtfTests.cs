using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Link;
using Bpf.Core.Tests.Btf;
using Bpf.Core.Tests.Elf;

namespace Bpf.Core.Tests.Link;

/// <summary>Older kernels get BTF of kinds they know, with the same ids.</summary>
public sealed class SanitizedBtfTests
{
    [Fact]
    public void Kinds_a_kernel_does_not_know_are_replaced_by_ones_of_the_same_size()
    {
        BtfTypes old = BtfTypes.Read(Link(new(5, 10)).Btf);
        BtfTypes current = BtfTypes.Read(Link(new(6, 18)).Btf);
        BtfKind[] foreign = [BtfKind.Float, BtfKind.DeclTag, BtfKind.TypeTag, BtfKind.Enum64];
        Assert.Equal(foreign, Kinds(current).Where(foreign.Contains).Distinct().Order());
        Assert.DoesNotContain(Kinds(old), foreign.Contains);
        Assert.DoesNotContain(Enumerable.Range(1, old.Count), id => old[id].Kind == BtfKind.Enum && old[id].KindFlag);
        for (int id = 1; id <= current.Count; id++)
        {
            if (current[id].Kind is BtfKind.Float or BtfKind.Enum64 or BtfKind.Struct) Assert.Equal(current.SizeOf(id), old.SizeOf(id));
        }
    }

    [Fact]
    public void The_running_kernel_takes_the_replacements()
    {
        KernelTests.Require();
        (int result, string log) = BtfLoad.Try([.. Link(new(5, 10)).Btf]);
        Assert.True(result >= 0, log);
    }

    private static LinkedObject Link(Version kernel)
    {
        ObjectSpec spec = SampleObject.Create();
        BtfBuilder types = spec.Types;
        int number = types.AddInt("int", 4, BtfIntEncoding.Signed);
        int real = types.AddFloat("double", 8);
        int wide = types.AddEnum("Wide", 8, true, [new("Low", -1), new("High", 1L << 40)]);
        int color = types.AddEnum("Color", 4, true, [new("Red", -1)]);
        int tagged = types.AddPtr(types.AddTypeTag("user", number));
        int all = types.AddStruct("All", 32, [new("A", real, 0), new("B", wide, 64), new("C", color, 128), new("D", tagged, 192)]);
        types.AddDeclTag("mark", all);
        return Linker.Link(ElfReader.Read(ElfWriter.Write(spec)), LinkerTests.Profile with { Version = kernel });
    }

    private static IEnumerable<BtfKind> Kinds(BtfTypes types) => Enumerable.Range(1, types.Count).Select(id => types[id].Kind);
}

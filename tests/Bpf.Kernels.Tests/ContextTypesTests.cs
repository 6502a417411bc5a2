using Bpf.Core.Btf;
using Bpf.Core.Kernel;

namespace Bpf.Kernels.Tests;

/// <summary>The contexts of our objects are what kernels convert: <c>struct bpf_ctx_convert</c> in their types has a member for each program type.</summary>
public sealed class ContextTypesTests
{
    public static TheoryData<string> Aliases => [.. KernelProfiles.Aliases];

    [Theory, MemberData(nameof(Aliases))]
    public void Contexts_have_the_names_that_the_kernel_knows_them_by(string alias)
    {
        BtfTypes kernel = KernelProfiles.Find(alias)!.Btf!;
        int known = kernel.Find("bpf_ctx_convert", BtfKind.Struct);
        int compared = 0;
        foreach (ProgramTypeInfo row in ProgramTypes.All)
        {
            if (!kernel.TryFindMember(known, $"BPF_PROG_TYPE_{row.Name.ToUpperInvariant()}_prog", out BtfMember member)) continue;
            compared++;
            string theirs = NameOf(kernel, member.TypeId);
            string ours = Pointed(row.Type, "");
            if (row.Context is null) Assert.Equal("64 bits", ours); // an array of arguments: the kernel has a pointer to anything
            else if (theirs == "void") Assert.Equal("void", ours);
            else Assert.Equal(theirs, ours);
        }

        Assert.True(compared >= 29, $"{compared} program types compared");
    }

    [Fact]
    public void Iterators_take_the_structure_of_what_they_iterate()
    {
        foreach (string section in (string[])["iter/task", "iter.s/task"])
            Assert.Equal("bpf_iter__task", Pointed(ProgramType.Tracing, section));
        Assert.NotEqual(0, KernelProfiles.Find("6.12")!.Btf!.Find("bpf_iter__task", BtfKind.Struct));
    }

    private static string Pointed(ProgramType type, string section)
    {
        BtfBuilder builder = new();
        int pointer = ContextTypes.AddPointer(builder, type, section);
        BtfTypes types = BtfTypes.Read(builder.ToBytes());
        return NameOf(types, types[pointer].TypeId);
    }

    /// <summary>The name of a type; of integers the width, since compilers name them as they like.</summary>
    private static string NameOf(BtfTypes types, int id)
    {
        if (id == 0) return "void";
        if (types[id].Kind == BtfKind.Ptr) return NameOf(types, types[id].TypeId);
        return types[types.Resolve(id)] is { Kind: BtfKind.Int } integer ? $"{integer.Bits} bits" : types[id].Name;
    }
}

using Bpf.Core.Btf;
using Bpf.Core.Kernel;

namespace Bpf.Kernels.Tests;

public class PackedBtfTests
{
    public static TheoryData<string> Aliases => [.. KernelProfiles.Aliases];

    [Theory]
    [MemberData(nameof(Aliases))]
    public void A_profile_carries_the_kernels_types(string alias)
    {
        BtfTypes types = KernelProfiles.Find(alias)!.Btf!;
        int task = types.Find("task_struct", BtfKind.Struct);
        Assert.True(types.TryFindMember(task, "comm", out BtfMember comm));
        Assert.Equal(16, types.SizeOf(comm.TypeId));
        BtfType read = types[types[types.Find("vfs_read", BtfKind.Func)].TypeId];
        Assert.Equal(4, read.Length);
        Assert.Equal("file", types[types[read.Parameter(0).TypeId].TypeId].Name);
    }

    [Fact]
    public void The_running_kernels_types_are_those_of_its_profile()
    {
        const string Path = "/sys/kernel/btf/vmlinux";
        KernelProfile? profile = KernelProfiles.All.FirstOrDefault(
            profile => Environment.OSVersion.Version.ToString().StartsWith(profile.Version.ToString(), StringComparison.Ordinal));
        Assert.SkipWhen(profile is null || !File.Exists(Path), "no profile is of the running kernel");
        BtfTypes real = BtfTypes.Read(File.ReadAllBytes(Path)), packed = profile.Btf!;
        Assert.Equal(real.Count, packed.Count);
        for (int id = 1; id <= real.Count; id++) Assert.Equal(Describe(real[id]), Describe(packed[id]));
    }

    /// <summary>Everything but the names of parameters, of which only some are kept.</summary>
    private static string Describe(BtfType type) => type.ToString() + type.Size + type.TypeId + type.KindFlag + type.Linkage + type.Kind switch
    {
        BtfKind.Struct or BtfKind.Union => string.Concat(Enumerable.Range(0, type.Length).Select(i => type.Member(i))),
        BtfKind.FuncProto => string.Concat(Enumerable.Range(0, type.Length).Select(i => type.Parameter(i).TypeId + ",")),
        BtfKind.Enum or BtfKind.Enum64 => string.Concat(Enumerable.Range(0, type.Length).Select(i => type.Enumerator(i))),
        BtfKind.Datasec => string.Concat(Enumerable.Range(0, type.Length).Select(i => type.Variable(i))),
        BtfKind.Array => $"{type.ElementCount} {type.IndexTypeId}",
        BtfKind.Int => $"{type.Bits} {type.Encoding} {type.BitOffset}",
        BtfKind.DeclTag => $"{type.ComponentIndex}",
        _ => "",
    };

    [Fact]
    public void Parameters_of_what_programs_may_call_have_names()
    {
        BtfTypes types = KernelProfiles.Find("6.18")!.Btf!;
        BtfType slice = types[types[types.Find("bpf_dynptr_slice", BtfKind.Func)].TypeId];
        Assert.Equal(["p", "offset", "buffer__opt", "buffer__szk"], Enumerable.Range(0, slice.Length).Select(i => slice.Parameter(i).Name));
    }

    [Fact]
    public void What_is_cut_off_is_refused()
    {
        using MemoryStream packed = new();
        List<string> strings = [];
        PackedBtf.Write(KernelProfiles.Find("5.10")!.Btf!, strings, packed);
        packed.SetLength(packed.Length / 2);
        packed.Position = 0;
        Assert.ThrowsAny<IOException>(() => PackedBtf.Read(packed, strings));
    }
}

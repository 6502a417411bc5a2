using Bpf.Core.Btf;
using Bpf.Core.Tests.Elf;

namespace Bpf.Core.Tests.Btf;

/// <summary>BTF of others, read.</summary>
public sealed class BtfTypesTests
{
    private const string Vmlinux = "/sys/kernel/btf/vmlinux";

    [Fact]
    public void The_running_kernels_types_read_as_bpftool_prints_them()
    {
        Assert.SkipUnless(File.Exists(Vmlinux), "this kernel has no BTF");
        string ours = RawDump.Of(BtfTypes.Read(File.ReadAllBytes(Vmlinux)));
        AssertSame(Tool.Run("bpftool", "btf", "dump", "file", Vmlinux, "format", "raw"), ours);
    }

    [Fact]
    public void Types_of_an_object_of_clang_read_as_bpftool_prints_them()
    {
        using TempFolder folder = new();
        string path = Tool.Clang(folder, """
            #define SEC(n) __attribute__((section(n), used))
            struct node { struct node *next; unsigned a : 3, b : 7; long c; union { int d; char e[16]; }; };
            enum small { S0, S1 = -5 }; enum big { B = 1ULL << 40 };
            struct later; typedef struct node node_t;
            struct __attribute__((btf_decl_tag("mark"))) tagged { int __attribute__((btf_type_tag("user"))) *p; float f; _Bool g; };
            const volatile node_t first; struct tagged *second; static struct later *third; enum small fourth; enum big fifth;
            struct later **sixth(void) { return &third; }
            int seventh(int (*f)(const char *restrict, ...), struct tagged *t) { fourth = S1; fifth = B; return *t->p + first.a + second->g; }
            """, "-Wno-section");
        string btf = folder.PathOf("btf");
        Tool.Run("llvm-objcopy-19", "--dump-section", ".BTF=" + btf, path);
        string ours = RawDump.Of(BtfTypes.Read(File.ReadAllBytes(btf)));
        AssertSame(Tool.Run("bpftool", "btf", "dump", "file", path, "format", "raw"), ours);
        Assert.Contains("ENUM64", ours);
        Assert.Contains("TYPE_TAG", ours);
        Assert.Contains("DECL_TAG", ours);
    }

    [Fact]
    public void Types_are_found_by_name_with_their_sizes_and_members()
    {
        Assert.SkipUnless(File.Exists(Vmlinux), "this kernel has no BTF");
        BtfTypes types = BtfTypes.Read(File.ReadAllBytes(Vmlinux));
        int task = types.Find("task_struct", BtfKind.Struct);
        Assert.Equal(BtfKind.Struct, types[task].Kind);
        Assert.True(types.SizeOf(task) > 1000);
        Assert.True(types.TryFindMember(task, "tgid", out BtfMember tgid));
        Assert.Equal(4, types.SizeOf(tgid.TypeId));
        Assert.True(types.TryFindMember(task, "comm", out BtfMember comm));
        Assert.Equal(16, types.SizeOf(comm.TypeId));
        Assert.Equal(0, types.Find("no such type", BtfKind.Struct));
        Assert.Equal(8, types.SizeOf(types.Find("size_t", BtfKind.Typedef)));
    }

    [Fact]
    public void Types_that_contain_themselves_are_refused_not_followed_for_ever()
    {
        BtfBuilder builder = new();
        int number = builder.AddInt("int", 4);
        byte[] bytes = Patched(builder, builder.AddTypedef("a", number), builder.AddConst(builder.Count));
        BtfTypes types = BtfTypes.Read(bytes);
        Assert.Throws<BpfFormatException>(() => types.Resolve(2));
        Assert.Throws<BpfFormatException>(() => types.SizeOf(3));
    }

    /// <summary>Makes a typedef of the const after it.</summary>
    private static byte[] Patched(BtfBuilder builder, int typedef, int @const)
    {
        byte[] bytes = builder.ToBytes();
        int record = 24 + 16;
        Assert.Equal(2, typedef);
        bytes[record + 8] = (byte)@const;
        return bytes;
    }

    private static void AssertSame(string expected, string actual)
    {
        if (expected == actual) return;
        string[] theirs = expected.Split('\n');
        string[] ours = actual.Split('\n');
        int line = Enumerable.Range(0, Math.Min(theirs.Length, ours.Length)).First(i => theirs[i] != ours[i]);
        Assert.Fail($"line {line + 1}:\n{theirs[line]}\n{ours[line]}");
    }
}

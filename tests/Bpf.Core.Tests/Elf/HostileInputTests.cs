using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Link;
using Bpf.Core.Tests.Link;

namespace Bpf.Core.Tests.Elf;

/// <summary>Damaged objects are read and linked, or refused with the one documented exception; nothing else may come out.</summary>
public sealed class HostileInputTests
{
    private static readonly byte[] Masks = [0xff, 0x01, 0x80];

    [Fact]
    public void An_object_of_ours_may_be_cut_off_anywhere() => CutOffAnywhere(Ours());

    [Fact]
    public void An_object_of_ours_may_have_any_byte_changed() => AnyByteChanged(Ours());

    [Fact]
    public void An_object_of_clang_may_be_cut_off_anywhere() => CutOffAnywhere(Clangs());

    [Fact]
    public void An_object_of_clang_may_have_any_byte_changed() => AnyByteChanged(Clangs());

    [Fact]
    public void Btf_may_be_cut_off_anywhere_or_have_any_byte_changed()
    {
        byte[] btf = [.. ElfReader.Read(Ours()).Types!.Bytes];
        for (int length = 0; length < btf.Length; length++)
            ReadBtf(btf.AsSpan(0, length));
        ForEachChange(btf, bytes => ReadBtf(bytes));
    }

    [Fact]
    public void Objects_may_have_several_bytes_changed()
    {
        Random random = new(7);
        foreach (byte[] intact in new[] { Ours(), Clangs() })
        {
            for (int i = 0; i < 2_000; i++)
            {
                byte[] damaged = [.. intact];
                for (int j = random.Next(2, 6); j > 0; j--)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                ReadAndLink(damaged);
            }
        }
    }

    [Fact]
    public void A_big_endian_object_is_refused_by_that_name()
    {
        using TempFolder folder = new();
        string c = folder.Write("a.c", "int x;"u8);
        string o = folder.PathOf("a.o");
        Tool.Run("clang-19", "-target", "bpfeb", "-c", c, "-o", o);
        BpfFormatException refusal = Assert.Throws<BpfFormatException>(() => ElfReader.Read(File.ReadAllBytes(o)));
        Assert.Contains("big-endian", refusal.Message);
    }

    private static byte[] Ours() => ElfWriter.Write(SampleObject.Create());

    private static byte[] Clangs()
    {
        using TempFolder folder = new();
        string path = Tool.Clang(folder, """
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 16); __type(key, int); __type(value, long); } counts SEC(".maps");
            const volatile int step = 2;
            int total; static int hidden = 5;
            struct node { int a; unsigned b : 3; struct node *next[2]; } __attribute__((preserve_access_index));
            enum color { Red = 3 };
            static __attribute__((noinline)) int inc(int x) { hidden += x; return hidden; }
            SEC("raw_tp/sys_enter") int probe(struct node *n) {
                struct node *m = __builtin_preserve_access_index(n->next[1]);
                total = __builtin_preserve_enum_value(*(enum color *)Red, 1) + __builtin_preserve_field_info(n->b, 4);
                return __builtin_preserve_type_info(*(struct node *)0, 1) + (m ? m->a : 0); }
            SEC("xdp") int prog(struct xdp_md *ctx) { int k = inc(step); total = k; return bpf_map_lookup_elem(&counts, &k) ? 2 : 1; }
            char _license[] SEC("license") = "GPL";
            """, "-I/usr/include/x86_64-linux-gnu");
        Tool.Run("llvm-objcopy-19", "--strip-debug", path);
        return File.ReadAllBytes(path);
    }

    private static void CutOffAnywhere(byte[] file)
    {
        for (int length = 0; length < file.Length; length++)
            ReadAndLink(file.AsSpan(0, length));
    }

    private static void AnyByteChanged(byte[] file)
    {
        BtfTypes kernel = BtfTypes.Read(ElfReader.Read(file).Types!.Bytes);
        Assert.True(ReadAndLink(file, kernel));
        ForEachChange(file, bytes => ReadAndLink(bytes, kernel));
    }

    private static void ForEachChange(byte[] file, Action<byte[]> read)
    {
        for (int i = 0; i < file.Length; i++)
        {
            foreach (byte mask in Masks)
            {
                file[i] ^= mask;
                read(file);
                file[i] ^= mask;
            }
        }
    }

    /// <param name="bytes">The object.</param>
    /// <param name="kernel">What takes the place of the kernel's types: those of the intact object.</param>
    private static bool ReadAndLink(ReadOnlySpan<byte> bytes, BtfTypes? kernel = null)
    {
        try
        {
            LinkedObject linked = Linker.Link(ElfReader.Read(bytes), LinkerTests.Profile, new() { KernelBtf = kernel });
            ReadBtf([.. linked.Btf]);
            return true;
        }
        catch (BpfFormatException)
        {
            return false;
        }
    }

    /// <summary>Reads every type to its last word.</summary>
    private static void ReadBtf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        BtfTypes types;
        try
        {
            types = BtfTypes.Read(bytes);
        }
        catch (BpfFormatException)
        {
            return;
        }

        for (int id = 0; id <= types.Count; id++)
        {
            Allow(() => types.TryFindMember(id, "no such member", out _));
            Allow(() => types.SizeOf(id));
        }

        Allow(() => Btf.RawDump.Of(types));
    }

    private static void Allow(Action action)
    {
        try
        {
            action();
        }
        catch (BpfFormatException)
        {
        }
    }
}

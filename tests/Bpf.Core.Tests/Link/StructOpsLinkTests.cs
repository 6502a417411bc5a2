using Bpf.Core.Elf;
using Bpf.Core.Link;
using Bpf.Core.Tests.Elf;

namespace Bpf.Core.Tests.Link;

/// <summary>Structures of functions that objects fill.</summary>
public sealed class StructOpsLinkTests
{
    private const string Start = """
        #include <linux/bpf.h>
        #include <bpf/bpf_helpers.h>
        struct sock;
        struct tcp_congestion_ops { char name[16]; unsigned flags : 3; unsigned (*ssthresh)(struct sock *); unsigned (*undo_cwnd)(struct sock *); void *data; };
        SEC("struct_ops") int ten(void *ctx) { return 10; }
        char _license[] SEC("license") = "GPL"; int number;

        """;

    [Fact]
    public void Fields_and_programs_are_told_apart()
    {
        StructOpsSpec spec = Assert.Single(Read("""SEC("?.struct_ops.link") struct tcp_congestion_ops mine = { .name = "mine", .ssthresh = (void *)ten };""").StructOps);
        Assert.Equal(("mine", "tcp_congestion_ops"), (spec.Name, spec.Structure));
        Assert.Equal("mine\0\0\0\0\0\0\0\0\0\0\0\0"u8.ToArray(), Assert.Single(spec.Fields, field => field.Key == "name").Value);
        Assert.Equal("ssthresh", Assert.Single(spec.Functions).Key);
    }

    [Theory]
    [InlineData("""SEC(".struct_ops") struct tcp_congestion_ops mine = { .ssthresh = (void *)ten, .undo_cwnd = (void *)ten };""", "tcp_congestion_ops.ssthresh and tcp_congestion_ops.undo_cwnd; a program implements one")]
    [InlineData("""SEC(".struct_ops") struct tcp_congestion_ops mine = { .flags = 1 };""", "'mine' sets a bit field")]
    [InlineData("""SEC(".struct_ops") struct tcp_congestion_ops mine = { .data = &number };""", "holds an address at byte")]
    [InlineData("""SEC(".struct_ops") struct tcp_congestion_ops mine = { .ssthresh = (void *)&number };""", "something else than a program as 'ssthresh'")]
    [InlineData("""SEC(".struct_ops") int mine = 1;""", "something else than structures")]
    [InlineData("", "section 'struct_ops' does not say which member")]
    public void What_is_wrong_with_a_structure_is_named(string code, string message) =>
        Assert.Contains(message, Assert.Throws<BpfFormatException>(() => Linker.Link(Read(code), LinkerTests.Profile)).Message);

    private static BpfObjectFile Read(string code)
    {
        using TempFolder folder = new();
        return ElfReader.Read(File.ReadAllBytes(Tool.Clang(folder, Start + code, "-I/usr/include/x86_64-linux-gnu")));
    }
}

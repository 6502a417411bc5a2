using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;
using Bpf.Verifier.Tests.Kernel;

namespace Bpf.Verifier.Tests;

/// <summary>What a hook gives and allows, on kernels that other machines than this one answered for.</summary>
public class HookTests
{
    private const string ReadsFirstArgument = """
        r2 = *(u64 *)(r1 + 0)
        r0 = *(u64 *)(r2 + 0)
        r0 = 0
        exit
        """;

    [Theory]
    [InlineData("6.12", Verdict.Accept)]
    [InlineData("7.2", Verdict.Reject)]
    public void A_file_that_is_mapped_may_be_none_on_kernels_that_say_so(string alias, Verdict expected) =>
        Assert.Equal(expected, Verify(alias, ProgramType.Lsm, AttachType.LsmMac, "bpf_lsm_mmap_file", BtfKind.Func, ReadsFirstArgument).Verdict);

    [Theory]
    [InlineData("6.12")]
    [InlineData("6.18")]
    [InlineData("7.2")]
    public void The_receiving_socket_of_a_dropped_packet_may_be_none(string alias)
    {
        string code = ReadsFirstArgument.Replace("(r1 + 0)", "(r1 + 24)");
        VerificationResult result = Verify(alias, ProgramType.Tracing, AttachType.TraceRawTp, "btf_trace_kfree_skb", BtfKind.Typedef, code);
        Assert.Equal("R2 invalid mem access 'trusted_ptr_or_null_'", result.Rejection!.KernelMessage);
    }

    [Theory]
    [InlineData("6.12", "Qdisc_ops", Verdict.Reject)]
    [InlineData("6.18", "Qdisc_ops", Verdict.Reject)]
    [InlineData("6.18", "task_struct", Verdict.Reject)]
    [InlineData("6.18", "bpf_dummy_ops", Verdict.Accept)]
    public void Programs_implement_the_structures_that_the_kernel_has_a_map_value_for(string alias, string structure, Verdict expected)
    {
        VerificationResult result = Verify(alias, ProgramType.StructOps, 0, structure, BtfKind.Struct, "r0 = 0\nexit");
        Assert.Equal(expected, result.Verdict);
        Assert.EndsWith(expected == Verdict.Accept ? "" : "is not a supported struct", result.Rejection?.KernelMessage ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5.10", Verdict.Unknown)]
    [InlineData("6.12", Verdict.Accept)]
    [InlineData("7.2", Verdict.Accept)]
    public void A_field_that_old_kernels_may_not_let_be_written_is_unknown_there(string alias, Verdict expected)
    {
        BtfTypes types = KernelProfiles.Find(alias)!.Btf!;
        Assert.True(types.TryFindMember(types.Find("tcp_sock", BtfKind.Struct), "app_limited", out BtfMember field));
        string code = $"""
            r2 = *(u64 *)(r1 + 0)
            r3 = 1
            *(u32 *)(r2 + {field.BitOffset / 8}) = r3
            r0 = 0
            exit
            """;
        BtfType operations = types[types.Find("tcp_congestion_ops", BtfKind.Struct)];
        int member = Enumerable.Range(0, operations.Length).First(i => operations.Member(i).Name == "cong_avoid");
        Assert.Equal(
            expected,
            Verify(alias, ProgramType.StructOps, (AttachType)member, "tcp_congestion_ops", BtfKind.Struct, code).Verdict);
    }

    [Theory]
    [InlineData("6.18", AttachType.CgroupUnixGetpeername, false)]
    [InlineData("7.2", AttachType.CgroupUnixGetpeername, true)]
    [InlineData("7.2", AttachType.CgroupInet4Connect, false)]
    public void Socket_options_are_refused_where_the_kernel_refuses_them(string alias, AttachType attach, bool refused)
    {
        LoadRequest request = Oracle.Request(ProgramType.CgroupSockAddr, "call 57\nr0 = 1\nexit") with { ExpectedAttachType = attach };
        string message = Verifier.Verify(request, KernelProfiles.Find(alias)!, VerifierOptions.Default).Rejection!.KernelMessage;
        Assert.Equal(refused, message.Contains("cannot use helper bpf_getsockopt"));
    }

    private static VerificationResult Verify(
        string alias, ProgramType program, AttachType attach, string target, BtfKind kind, string code)
    {
        KernelProfile profile = KernelProfiles.Find(alias)!;
        LoadRequest request = Oracle.Request(program, code) with
        {
            License = "GPL",
            ExpectedAttachType = attach,
            AttachBtfId = profile.Btf!.Find(target, kind),
        };
        return Verifier.Verify(request, profile, VerifierOptions.Default);
    }
}

using Bpf.Core.Kernel;

namespace Bpf.Runtime.Tests.Loading;

/// <summary>What stands in a process's way is named, with what to do about it.</summary>
public sealed class PermissionTests
{
    private const ulong All = (1ul << 41) - 1, NetAdmin = 1ul << 12, Bpf = 1ul << 39;
    private static readonly ProcessRights Root = new(All, All, UnprivilegedBpfDisabled: "2", Lockdown: "[none] integrity confidentiality");

    [Fact]
    public void Missing_capabilities_are_named_by_program_type()
    {
        string forTracing = Permissions.Explain(ProgramType.Tracepoint, Root with { Effective = 0 });
        Assert.Contains("lacks CAP_BPF and CAP_PERFMON", forTracing, StringComparison.Ordinal);
        Assert.Contains("setcap cap_bpf,cap_perfmon+ep", forTracing, StringComparison.Ordinal);
        Assert.Contains("unprivileged_bpf_disabled is 2", forTracing, StringComparison.Ordinal);
        Assert.Contains("lacks CAP_NET_ADMIN ", Permissions.Explain(ProgramType.Xdp, Root with { Effective = Bpf }), StringComparison.Ordinal);
        Assert.Contains("lacks CAP_BPF ", Permissions.Explain(ProgramType.Xdp, Root with { Effective = NetAdmin }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_without_the_capabilities_is_told_how_to_get_them() => Assert.Contains(
        "docker run --cap-add BPF --cap-add NET_ADMIN", Permissions.Explain(ProgramType.SchedCls, Root with { Effective = 0, Bounding = 0 }), StringComparison.Ordinal);

    [Theory]
    [InlineData("user namespace", true, false, null, null)]
    [InlineData("seccomp", false, true, null, null)]
    [InlineData("lockdown is on (none integrity [confidentiality])", false, false, "none integrity [confidentiality]", null)]
    [InlineData("RLIMIT_MEMLOCK, which is 64 KiB", false, false, null, 65536)]
    [InlineData("security module", false, false, null, null)]
    public void What_refuses_a_process_with_all_capabilities_is_named(string reason, bool isInNamespace, bool hasSeccomp, string? lockdown, int? memlock)
    {
        ProcessRights rights = Root with { IsInUserNamespace = isInNamespace, HasSeccomp = hasSeccomp, Lockdown = lockdown, MemlockBytes = (ulong?)memlock };
        Assert.Contains(reason, Permissions.Explain(null, rights), StringComparison.Ordinal);
    }

    [Fact]
    public void This_process_is_described()
    {
        ProcessRights rights = ProcessRights.Read();
        Assert.Equal(rights.Effective, rights.Effective & rights.Bounding);
    }
}

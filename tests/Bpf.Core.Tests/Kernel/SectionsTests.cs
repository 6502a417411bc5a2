using System.Runtime.InteropServices;
using Bpf.Core.Kernel;

namespace Bpf.Tests.Kernel;

public class SectionsTests
{
    // What Debian 12's libbpf (1.1) does not know yet.
    private static readonly string[] AfterLibbpf11 =
    [
        "kprobe.session", "uprobe.multi", "uretprobe.multi", "uprobe.multi.s", "uretprobe.multi.s", "uprobe.session", "uprobe.session.s",
        "usdt.s", "sk_skb/verdict", "tc/ingress", "tc/egress", "tcx/ingress", "tcx/egress", "netkit/primary", "netkit/peer", "cgroup/connect_unix",
        "cgroup/sendmsg_unix", "cgroup/recvmsg_unix", "cgroup/getpeername_unix", "cgroup/getsockname_unix", "netfilter", "struct_ops.s",
    ];

    public static TheoryData<string> Names => [.. Sections.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_finds_its_own_row_and_no_other(string name)
    {
        Assert.Equal(name, Sections.Find(name)?.Name);
        Assert.Single(Sections.All, row => row.Matches(name));
    }

    [Theory]
    [InlineData("tp/syscalls/sys_enter_openat", ProgramType.Tracepoint, "syscalls/sys_enter_openat")]
    [InlineData("kprobe/vfs_read", ProgramType.Kprobe, "vfs_read")]
    [InlineData("kprobe", ProgramType.Kprobe, "")]
    [InlineData("uprobe.multi/libc.so.6:malloc", ProgramType.Kprobe, "libc.so.6:malloc")]
    [InlineData("xdp.frags/devmap", ProgramType.Xdp, "")]
    public void A_target_follows_the_slash(string section, ProgramType type, string target)
    {
        SectionPattern row = Sections.Find(section)!;
        Assert.Equal(type, row.ProgramType);
        Assert.Equal(target, row.TargetOf(section));
    }

    [Theory]
    [InlineData("xdp/eth0")]
    [InlineData("kprobes/vfs_read")]
    [InlineData("")]
    [InlineData(".text")]
    public void A_name_that_stands_for_no_program_has_no_row(string section) => Assert.Null(Sections.Find(section));

    [Theory]
    [MemberData(nameof(Names))]
    public void Libbpf_reads_the_same_from_a_name(string name)
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libbpf.so.1", out _), "libbpf is not installed");
        SectionPattern row = Sections.Find(name)!;
        string section = row.Has(SectionTraits.Target) ? $"{name}/target" : name;
        int error = libbpf_prog_type_by_name(section, out ProgramType type, out AttachType attach);
        if (error < 0)
            Assert.Contains(name, AfterLibbpf11);
        else
            Assert.Equal((row.ProgramType, row.AttachType), (type, attach));
    }

    [DllImport("libbpf.so.1")]
    private static extern int libbpf_prog_type_by_name([MarshalAs(UnmanagedType.LPUTF8Str)] string name, out ProgramType type, out AttachType attach);
}

using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>Programs that take the arguments of the function they are attached to.</summary>
public class ArgumentTests
{
    private const string Types = """
        [KernelType("task_struct")] public struct Task { public int Pid; public int Tgid; public Comm Comm; public KernelPtr<Task> GroupLeader; public uint Flags; }
        [KernelType("file")] public struct File { public KernelPtr<Inode> FInode; }
        [KernelType("inode")] public struct Inode { public ulong IIno; public KernelPtr<Super> ISb; }
        [KernelType("super_block")] public struct Super { public uint SDev; public KernelPtr<Dentry> SRoot; }
        [KernelType("dentry")] public struct Dentry { public KernelPtr<Inode> DInode; public KernelPtr<Dentry> DParent; }
        static int Child, Leader; static ulong Flags, Seen; static Comm Name;
        """;

    [Fact]
    public void A_tracepoints_arguments_are_read_by_instructions()
    {
        string source = Types + """
            [BtfTracepoint("task_newtask")] static int F(Ref<Task> task, ulong flags)
            {
                if (task.Value.Tgid != CurrentTask.Tgid) return 0;
                Child = task.Value.Pid;
                Leader = task.Value.GroupLeader.Value.Pid;
                Name = task.Value.Comm;
                Flags = flags;
                return 0;
            }
            """;
        byte[] image = SourceObject.Compile(source, [.. KernelProfiles.All]);
        Assert.SkipUnless(KernelWorld.IsAvailable && System.IO.File.Exists("/sys/kernel/btf/vmlinux"), "The running kernel has no types, or lets this user load nothing.");
        using BpfObject loaded = BpfObject.Load(image);
        using BpfLink link = new TracingProgram<FunctionArgs>(loaded.Program("F"), static (ref FunctionArgs _) => 0).Attach();
        Thread thread = new(static () => { });
        thread.Start();
        thread.Join();
        Assert.NotEqual(0, loaded.Global<int>("Child").Value);
        Assert.Equal(Environment.ProcessId, loaded.Global<int>("Leader").Value);
        Assert.NotEqual(0UL, loaded.Global<ulong>("Flags").Value & 0x10000); // CLONE_THREAD
    }

    [Theory]
    [InlineData("[Fentry(\"vfs_read\")] static int F(Ref<File> file, UserPtr<byte> buffer, nuint count) { Seen = file.Value.FInode.Value.IIno + count; return 0; }")]
    [InlineData("[Fexit(\"vfs_read\")] static int F(Ref<File> file, UserPtr<byte> buffer, nuint count, KernelPtr<long> pos, [ReturnValue] nint result) { Seen = (ulong)result; return 0; }")]
    [InlineData("[Kprobe(\"vfs_read\")] static int F(KernelPtr<File> file, UserPtr<byte> buffer, nuint count) { Seen = file.Value.FInode.Value.IIno + count; return 0; }")]
    [InlineData("[Kretprobe(\"vfs_read\")] static int F([ReturnValue] long result) { Seen = (ulong)result; return 0; }")]
    [InlineData("[Ksyscall(\"openat\")] static int F(int folder, UserPtr<byte> path, int flags) { Seen = (ulong)(folder + flags) + path.Address; return 0; }")]
    [InlineData("[Kretsyscall(\"openat\")] static int F([ReturnValue] long result) { Seen = (ulong)result; return 0; }")]
    [InlineData("[Lsm(\"file_open\")] static int F(Ref<File> file, [ReturnValue] int before) => before != 0 ? before : file.Value.FInode.Value.IIno == 1 ? -1 : 0;")]
    [InlineData("[Lsm(\"file_open\")] static int F(Ref<File> file) { Seen = file.Value.FInode.Value.IIno; return 0; }")]
    [InlineData("[Lsm(\"inode_unlink\")] static int F(Ref<Inode> folder, Ref<Dentry> victim) { Seen = victim.Value.DInode.Value.IIno; return 0; }")]
    [InlineData("[Lsm(\"inode_unlink\")] static int F(Ref<Inode> folder, Ref<Dentry> victim) { Seen = victim.Value.DInode.Value.ISb.Value.SDev; return 0; }")]
    [InlineData("[Lsm(\"inode_unlink\")] static int F(KernelPtr<Inode> folder, KernelPtr<Dentry> victim) { Seen = victim.Value.DInode.Value.IIno; return 0; }")]
    [InlineData("[Lsm(\"inode_unlink\")] static int F(Ref<Inode> folder, Ref<Dentry> victim) { KernelPtr<Inode> node = victim.Value.DInode; for (int i = 0; i < 4; i++) node = node.Value.ISb.Value.SRoot.Value.DInode; Seen = node.Value.IIno; return 0; }")]
    [InlineData("[Lsm(\"inode_unlink\")] static int F(Ref<Inode> folder, Ref<Dentry> victim) { Seen = Numbered(victim.Value.DInode) + Numbered(victim.Value.DParent.Value.DInode); return 0; } static ulong Numbered(KernelPtr<Inode> node) => node.IsNull ? 0 : node.Value.IIno;")]
    [InlineData("[Fentry(\"dput\")] static int F(Ref<Dentry> victim) { Seen = victim.Value.DInode.Value.ISb.Value.SRoot.Value.DInode.Value.IIno; return 0; }")]
    [InlineData("[Uprobe] static int F(int number, UserPtr<byte> text, bool flag) { Seen = (ulong)number; return flag ? 1 : 0; }")]
    public void Arguments_are_taken_by_their_types(string program) =>
        Assert.NotEmpty(SourceObject.Compile(Types + program, [.. KernelProfiles.All.Where(k => k.Alias != "6.18" || !program.Contains("Lsm"))])); // the build of 6.18 has no BPF LSM

    [Theory]
    [InlineData("[Fentry(\"vfs_read\")] static int F(\nRef<Task> file) => 0;", 11, "F(Ref<P.Task> file)", "argument 1 is a pointer to struct file")]
    [InlineData("[Fentry(\"vfs_read\")] static int F(Ref<File> file, ulong buffer,\nint count) => count;", 5, "F(int count)", "argument 3 is a number of 8 bytes")]
    [InlineData("[Fentry(\"vfs_read\")] static int F(Ref<File> file, ulong a, ulong b, ulong c,\nulong d) => 0;", 7, "F(ulong d)", "it takes 4 arguments, not 5")]
    [InlineData("[Kretprobe(\"vfs_read\")] static int F([ReturnValue]\nint result) => result;", 5, "F(int result)", "its result is a number of 8 bytes")]
    public void The_parameter_that_is_another_in_the_kernel_is_named(string program, int column, string parameter, string difference)
    {
        string message = Assert.Throws<InvalidOperationException>(() => SourceObject.Compile(Types + program, KernelProfiles.Find("6.18")!)).Message;
        Assert.Contains($",{column}): error BPF0333: '{parameter}' is not what the kernel has as 'vfs_read': {difference}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Fentry(\"vfs_read\")] static int F(Ref<Task> file) => file.Value.Pid;", "BPF0333")]
    [InlineData("[Fentry(\"vfs_read\")] static int F(Ref<File> file, ulong buffer, int count) => count;", "BPF0333")]
    [InlineData("[Fentry(\"vfs_read\")] static int F(Ref<File> file, ulong a, ulong b, ulong c, ulong d) => (int)d;", "BPF0333")]
    [InlineData("[Fexit(\"vfs_read\")] static int F(Ref<File> file, [ReturnValue] nint result) => (int)result;", "BPF0333")]
    [InlineData("[Kretprobe(\"vfs_read\")] static int F([ReturnValue] int result) => result;", "BPF0333")]
    [InlineData("[BtfTracepoint(\"task_newtask\")] static int F(ulong flags) => (int)flags;", null)] // a pointer may be taken for its address
    [InlineData("[BtfTracepoint(\"task_newtask\")] static int F(Ref<Task> task, uint flags) => (int)flags;", "BPF0333")]
    [InlineData("[Kprobe(\"vfs_read\")] static int F(Ref<File> file) => 0;", "BPF0003")]
    [InlineData("[Xdp] static int F(int a, int b) => 0;", "BPF0003")]
    public void Arguments_that_the_function_does_not_have_are_errors(string program, string? rule)
    {
        if (rule is null) Assert.NotEmpty(SourceObject.Compile(Types + program, KernelProfiles.Find("6.18")!));
        else Assert.Contains(rule, Assert.Throws<InvalidOperationException>(() => SourceObject.Compile(Types + program, KernelProfiles.Find("6.18")!)).Message);
    }
}

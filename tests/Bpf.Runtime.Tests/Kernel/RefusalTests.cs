using Bpf.Core;
using Bpf.Core.Explain;
using Bpf.Runtime.Tests.Support;
using Bpf.Vm;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>What is refused says why.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_program_that_the_verifier_refuses_is_explained()
    {
        Requires.Kernel();
        BpfVerifierException exception = Assert.Throws<BpfVerifierException>(() => BpfObject.Load(ClangObject.Compile("refused")));
        Assert.Equal("unchecked", exception.Program);
        Assert.Equal(13, exception.Errno);
        Assert.Contains("map_value_or_null", exception.Reason);
        Assert.Contains("unchecked", exception.Message);
        Assert.Equal(RejectionReason.PossiblyNull, exception.Rejection!.Reason);
        string[] source = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Programs", "refused.bpf.c"));
        Assert.EndsWith("refused.bpf.c", exception.Location!.Span.Path);
        Assert.Contains("return *value", source[exception.Location.Span.StartLine]);
        Assert.Contains("r0 = *(u64 *)(r0 +0)", exception.Log);
    }

    [Fact]
    public void What_the_kernels_types_lack_is_named_at_the_expression_that_asks()
    {
        Requires.Kernel();
        Assert.SkipUnless(File.Exists("/sys/kernel/btf/vmlinux"), "this kernel has no types");
        BpfVerifierException exception = Assert.Throws<BpfVerifierException>(() => BpfObject.Load(ClangObject.Compile("missing")));
        Assert.Equal("BPF0332", exception.Diagnostic!.Id);
        Assert.Contains("'struct task_struct.no_such_parent'", exception.Message);
        Assert.EndsWith("missing.bpf.c", exception.Location!.Span.Path);
    }

    [Fact]
    public void The_log_of_an_accepted_program_is_given_on_request()
    {
        Requires.Kernel();
        Dictionary<string, string> logs = [];
        using BpfObject target = BpfObject.Load(ClangObject.Compile("maps"), new() { Log = logs.Add });
        Assert.Contains("processed", logs["count"]);
    }

    [Fact]
    public void What_is_disposed_of_says_so_in_words_of_the_api()
    {
        Requires.Kernel();
        BpfObject target = BpfObject.Load(ClangObject.Compile("events"));
        BpfProgram program = target.Program("on_getpgid");
        target.Dispose();
        ObjectDisposedException exception = Assert.Throws<ObjectDisposedException>(() => new TracepointProgram<SysEnter>(program, "syscalls", "sys_enter_getpgid").Attach());
        Assert.Contains("has been disposed of", exception.Message);
        Assert.DoesNotContain("FileDescriptor", exception.Message);
    }

    [Fact]
    public void A_program_type_that_cannot_run_without_its_hook_says_so()
    {
        Requires.Kernel();
        using BpfObject target = BpfObject.Load(ClangObject.Compile("events"));
        TracepointProgram<SysEnter> program = new(target.Program("on_getpgid"), "syscalls", "sys_enter_getpgid");
        Assert.Contains("simulated world", Assert.Throws<BpfException>(() => program.Run(new SysEnter())).Message);
    }

    [Fact]
    public void In_a_simulated_world_attaching_is_refused_with_a_way_out()
    {
        using BpfObject target = BpfObject.Load(new SimulatedKernel(), ClangObject.Compile("maps"));
        RawTracepointProgram program = new(target.Program("count"), "sys_enter");
        Assert.Contains("run it with Run", Assert.Throws<NotSupportedException>(() => program.Attach()).Message);
        Assert.Throws<NotSupportedException>(() => target.Map("hash").Pin("/sys/fs/bpf/x"));
    }

    [Fact]
    public void Without_capabilities_the_missing_ones_are_named()
    {
        Requires.Kernel();
        string output = LoadInChild.Load(LoadInChild.Unprivileged, ClangObject.Compile("maps"));
        Assert.Contains("EPERM", output);
        Assert.Contains("CAP_BPF", output);
    }

    [Fact]
    public void In_a_user_namespace_that_is_the_reason()
    {
        Requires.Kernel();
        string output = LoadInChild.Load(["unshare", "--user", "--map-root-user"], ClangObject.Compile("maps"));
        Assert.Contains("EPERM", output);
        Assert.Contains("user namespace", output);
    }

    [Fact]
    public void Of_a_process_that_is_killed_nothing_stays_attached()
    {
        Requires.Kernel();
        using System.Diagnostics.Process process = LoadInChild.Attach(ClangObject.Compile("maps"), "count", out uint id);
        Assert.True(IsThere(id));
        process.Kill();
        process.WaitForExit();
        Assert.True(SpinWait.SpinUntil(() => !IsThere(id), TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Without_descriptors_the_limit_is_named_and_nothing_stays_open()
    {
        Requires.Kernel();
        byte[] image = ClangObject.Compile("maps");
        using BpfObject target = BpfObject.Load(image);
        int needed = target.Maps.Count + target.Programs.Count + 1; // and the types
        string[] said = LoadInChild.Starve(image);
        Assert.Equal("loaded", said[0]);
        Assert.Equal("loaded", said[^1]);
        Assert.All(said[1..^1], message => Assert.Contains("ulimit -n", message));
        Assert.InRange(said.Length - 2, 1, needed);
    }

    private static bool IsThere(uint program)
    {
        Syscalls.GetIdAttr attr = new() { Id = program };
        using Syscalls.FileDescriptor fd = Syscalls.BpfSyscall.Open(Syscalls.BpfCommand.ProgGetFdById, ref attr, out int errno);
        return errno == 0;
    }

    [Fact]
    public void An_object_cut_anywhere_is_refused_with_a_documented_exception()
    {
        byte[] image = ClangObject.Compile("maps");
        for (int length = 0; length < image.Length; length += 37)
        {
            Exception? exception = Record.Exception(() => BpfObject.Load(new SimulatedKernel(), image.AsSpan(0, length)).Dispose());
            Assert.True(exception is null or BpfFormatException or BpfException, $"{length}: {exception}");
        }
    }

    [Fact]
    public void An_object_with_any_byte_changed_loads_or_is_refused_with_a_documented_exception()
    {
        Requires.Kernel();
        byte[] image = ClangObject.Compile("maps");
        for (int i = 0; i < image.Length; i += 61)
        {
            byte[] changed = [.. image];
            changed[i] ^= 0xFF;
            Exception? exception = Record.Exception(() => BpfObject.Load(changed).Dispose());
            Assert.True(exception is null or BpfFormatException or BpfException, $"{i}: {exception}");
        }
    }

    [Fact]
    public void No_image_is_explained() =>
        Assert.Contains("no compiled object", Assert.Throws<BpfException>(() => BpfImage.Decode(default, "Probe")).Message);

    [Fact]
    public void A_damaged_image_is_explained() =>
        Assert.Contains("damaged", Assert.Throws<BpfException>(() => BpfImage.Decode("AA=A*"u8, "Probe")).Message);
}

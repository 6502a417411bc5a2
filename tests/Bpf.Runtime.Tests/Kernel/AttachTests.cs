using System.Runtime.InteropServices;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>Programs at hooks of the running kernel, and what they saw.</summary>
public sealed partial class AttachTests
{
    private static BpfObject Load(bool onlyThisProcess = true)
    {
        Requires.Kernel();
        return BpfObject.Load(
            ClangObject.Compile("events"), config: new BpfConfig().Set("only_tgid", onlyThisProcess ? (uint)Environment.ProcessId : 0));
    }

    [Fact]
    public void A_tracepoint_is_seen_until_its_link_is_disposed()
    {
        using BpfObject target = Load();
        TracepointProgram<SysEnter> program = new(target.Program("on_getpgid"), "syscalls", "sys_enter_getpgid");
        BpfGlobal<ulong> sequence = target.Global<ulong>("sequence");
        using (BpfLink link = program.Attach())
        {
            Assert.Equal("tracepoint syscalls/sys_enter_getpgid", link.Target);
            for (int i = 0; i < 5; i++)
                GetProcessGroup(0);
            Assert.Equal(5ul, sequence.Value);
        }

        GetProcessGroup(0);
        Assert.Equal(5ul, sequence.Value);
    }

    [Fact]
    public void A_tracepoint_that_is_not_there_is_named()
    {
        using BpfObject target = Load();
        TracepointProgram<SysEnter> program = new(target.Program("on_getpgid"), "syscalls", "sys_enter_nothing");
        Assert.Contains("syscalls/sys_enter_nothing", Assert.Throws<BpfException>(() => program.Attach()).Message);
    }

    [Fact]
    public void A_raw_tracepoint_is_seen_until_the_object_is_disposed()
    {
        using BpfObject target = Load();
        RawTracepointProgram program = new(target.Program("on_sys_enter"), "sys_enter");
        BpfLink link = program.Attach();
        GetProcessGroup(0);
        Assert.NotEqual(0ul, target.Global<ulong>("sequence").Value);
        Assert.True(link.IsAttached);
        target.Dispose();
        Assert.False(link.IsAttached);
    }

    [Fact]
    public void A_raw_tracepoint_that_is_not_there_is_named()
    {
        using BpfObject target = Load();
        BpfException exception = Assert.Throws<BpfException>(
            () => new RawTracepointProgram(target.Program("on_sys_enter"), "no_such_tracepoint").Attach());
        Assert.Contains("no_such_tracepoint", exception.Message);
        Assert.Equal(2, exception.Errno);
    }

    [Fact]
    public void A_uprobe_sees_calls_of_a_library_function()
    {
        using BpfObject target = Load();
        UprobeProgram program = new(target.Program("on_function"), null, null, atReturn: false);
        Assert.Throws<InvalidOperationException>(() => program.Attach());
        string library = LibraryPath();
        using (program.Attach(library, "getpgid", Environment.ProcessId))
        {
            for (int i = 0; i < 3; i++)
                GetProcessGroup(0);
            Assert.Equal(3ul, target.Global<ulong>("sequence").Value);
        }

        GetProcessGroup(0);
        Assert.Equal(3ul, target.Global<ulong>("sequence").Value);
    }

    [Fact]
    public void A_uretprobe_sees_returns_in_every_process()
    {
        using BpfObject target = Load(onlyThisProcess: false);
        UprobeProgram program = new(target.Program("on_function"), LibraryPath(), "getpgid", atReturn: true);
        using BpfLink link = program.Attach();
        GetProcessGroup(0);
        Assert.NotEqual(0ul, target.Global<ulong>("sequence").Value);
    }

    [Fact]
    public void A_function_that_is_not_in_the_file_is_named()
    {
        using BpfObject target = Load();
        UprobeProgram program = new(target.Program("on_function"), LibraryPath(), "no_such_function", atReturn: false);
        Assert.Contains("no_such_function", Assert.Throws<BpfException>(() => program.Attach()).Message);
        Assert.Throws<BpfException>(() => program.Attach("/proc/self/status", "main"));
        Assert.Throws<BpfException>(() => program.Attach("/nowhere", "main"));
    }

    [Fact]
    public void A_damaged_executable_is_refused_wherever_it_is_cut()
    {
        ulong offset = UserSymbols.FindFileOffset(LibraryPath(), "getpgid");
        byte[] library = File.ReadAllBytes(LibraryPath());
        string path = Path.GetTempFileName();
        for (int length = 0; length < library.Length; length += int.Max(1, library.Length / 97))
        {
            File.WriteAllBytes(path, library.AsSpan(0, length));
            ulong found = 0;
            Exception? exception = Record.Exception(() => found = UserSymbols.FindFileOffset(path, "getpgid"));
            Assert.True(exception is BpfException || found == offset, exception?.ToString());
        }

        File.Delete(path);
    }

    [Fact]
    public void A_kprobe_is_attached_or_its_absence_explained()
    {
        using BpfObject target = Load();
        KprobeProgram program = new(target.Program("on_kernel_function"), "vfs_read", atReturn: false);
        if (!File.Exists("/sys/bus/event_source/devices/kprobe/type"))
        {
            Assert.Contains("no kprobes", Assert.Throws<BpfException>(() => program.Attach()).Message);
            return;
        }

        using BpfLink link = program.Attach();
        _ = File.ReadAllText("/proc/self/stat");
        Assert.NotEqual(0ul, target.Global<ulong>("sequence").Value);
    }

    [Fact]
    public void Disposal_unloads_what_was_attached()
    {
        using BpfObject target = Load();
        RawTracepointProgram program = new(target.Program("on_sys_enter"), "sys_enter");
        uint id = program.Id;
        program.Attach();
        target.Dispose();
        // The descriptor is closed at once; the kernel frees the program a moment later.
        Assert.True(SpinWait.SpinUntil(() => !ProgramExists(id), TimeSpan.FromSeconds(30)));
    }

    private static bool ProgramExists(uint id)
    {
        Syscalls.GetIdAttr attr = new() { Id = id };
        using Syscalls.FileDescriptor fd = Syscalls.BpfSyscall.Open(Syscalls.BpfCommand.ProgGetFdById, ref attr, out int errno);
        return errno == 0;
    }

    private static string LibraryPath() => File.ReadLines("/proc/self/maps")
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1])
        .First(path => Path.GetFileName(path).StartsWith("libc.so", StringComparison.Ordinal));

    [LibraryImport("libc", EntryPoint = "getpgid")]
    private static partial int GetProcessGroup(int process);
}

using System.Runtime.InteropServices;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>Programs of clang's that are attached by the names of their sections.</summary>
public sealed partial class SectionHookTests
{
    [Fact]
    public void Programs_go_where_their_sections_say()
    {
        using BpfObject target = Load(new() { LeftOut = new HashSet<string> { "on_nothing" } });
        IReadOnlyList<BpfLink> links = target.Attach();
        Assert.Equal(["raw tracepoint sys_enter", "tracepoint syscalls/sys_enter_getpgid"], links.Select(static link => link.Target).Order());
        Ask(0);
        Assert.NotEqual(0ul, Count(target, "by_tracepoint"));
        Assert.NotEqual(0ul, Count(target, "by_raw_tracepoint"));
        Assert.Equal(0ul, Count(target, "optional_calls"));
        Assert.Contains("optional", target.Program("on_request").WhyLeftOut);
    }

    [Fact]
    public void Optional_programs_are_loaded_where_asked_for()
    {
        using BpfObject target = Load(new() { LeftOut = new HashSet<string> { "on_nothing", "on_tracepoint" }, OptionalPrograms = new HashSet<string> { "on_request" } });
        Assert.Equal(2, target.Attach().Count);
        Ask(0);
        Assert.NotEqual(0ul, Count(target, "optional_calls"));
        Assert.Throws<ArgumentException>(() => Load(new() { OptionalPrograms = new HashSet<string> { "no_hook" } }));
    }

    [Fact]
    public void Where_one_cannot_be_attached_none_is()
    {
        using BpfObject target = Load(new() { LeftOut = new HashSet<string> { "on_raw_tracepoint" } });
        Assert.Throws<BpfException>(target.Attach);
        Ask(0);
        Assert.Equal(0ul, Count(target, "by_tracepoint"));
    }

    private static BpfObject Load(LoadOptions options)
    {
        Requires.Kernel();
        Assert.SkipUnless(Directory.Exists("/sys/kernel/tracing/events/syscalls"), "this kernel has no tracepoints of system calls");
        BpfConfig config = new();
        config.Set("only_tgid", (uint)Environment.ProcessId);
        return BpfObject.Load(ClangObject.Compile("sections"), options, config);
    }

    private static ulong Count(BpfObject target, string name) => target.Global<ulong>(name).Value;

    [LibraryImport("libc", EntryPoint = "getpgid")]
    private static partial int Ask(int process);
}

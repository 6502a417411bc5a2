using Bpf.Compiler.Driver;
using Bpf.Kernels;

namespace Bpf.Frontend.Tests;

public class CreationTests
{
    private const string Declarations = """
        public struct Event { public uint Pid; public int X; public Comm Comm; public PathBuffer Path; }
        """;

    private const string Maps = """
        static readonly RingBuffer<Event> Events = new(4096);
        static readonly HashMap<uint, Event> Last = new(16);
        static int Divisor;
        """;

    [Theory]
    [InlineData("e.Value = new() { Pid = CurrentTask.Tgid, X = CurrentTask.Pid > 3 ? 1 : 2, Comm = CurrentTask.Comm };", true)]
    [InlineData("e.Value = new Event { Pid = 1, X = (int)ctx.Filename.Address };", true)]
    [InlineData("e.Value = default;", true)]
    [InlineData("e.Value = new() { Pid = (uint)e.Value.X, X = (int)e.Value.Pid };", false)]
    [InlineData("e.Value = new() { Pid = CurrentTask.Tgid, X = Other(ref e.Value) };", false)]
    public void What_a_record_is_made_of_is_written_into_it_at_once_where_that_means_the_same(string statement, bool inPlace)
    {
        Snippet s = Snippet.Members(Maps + "[Tracepoint(\"syscalls\", \"sys_enter_openat\")] static int F(in SysEnterOpenat ctx) {"
            + "if (!Events.TryReserve(out Reservation<Event> e)) return 0; e.Value.X = 7; " + statement + " e.Submit(); return 0; }"
            + "static int Other(ref Event e) => e.X;", Declarations);
        Assert.Equal(inPlace, !s.Text().Contains("alloca 280"));
        Accepted(s);
    }

    [Fact]
    public void A_value_of_a_map_is_not_half_written_where_its_initializer_may_leave()
    {
        Snippet s = Snippet.Members(Maps + """
            [Tracepoint("syscalls", "sys_enter_openat")] [OnFault(0)] static int F(in SysEnterOpenat ctx)
            {
                if (Last.TryFind(1, out Ref<Event> e)) e.Value = new() { Pid = 3, X = 100 / Divisor };
                return 0;
            }
            """, Declarations);
        Assert.Contains("alloca 280", s.Text());
    }

    [Fact]
    public void A_map_keeps_its_name_where_an_argument_branches()
    {
        Snippet s = Snippet.Members(Maps + """
            [Tracepoint("syscalls", "sys_enter_openat")] static int F(in SysEnterOpenat ctx)
            {
                ulong c = CurrentTask.PidTgid;
                return Events.TryOutput(new Event { X = c > 5 ? 1 : 2, Pid = c < 9 && c != 3 ? 1u : 2u }) ? 1 : 0;
            }
            """, Declarations);
        Assert.Contains("helper RingbufOutput", s.Text());
        Accepted(s);
    }

    private static void Accepted(Snippet s)
    {
        CompilationResult compiled = BpfCompiler.Compile(s.Module, new() { Kernels = [KernelProfiles.Find("5.10")!, KernelProfiles.Find("6.18")!] });
        Assert.Empty(compiled.Diagnostics);
    }
}

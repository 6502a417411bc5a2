using Bpf.Core.Explain;

namespace Bpf.Core.Tests.Explain;

public class ObjectSourceMapTests
{
    private static readonly SourceLocation s_call = new(new SourceSpan("Probe.cs", 10, 8, 10, 20), "Probe.OnEnter(in SysEnter)");
    private static readonly SourceLocation s_inlined = new(new SourceSpan("Häufig.cs", 300, 0, 301, 2), "Helper.F()", s_call);

    private static readonly ObjectSourceMap s_map = new()
    {
        Functions =
        [
            new SourceMapFunction("on_enter", "tp/syscalls/sys_enter_openat", 0, 40, "Probe.OnEnter",
                [new(0, s_call), new(3, s_inlined), new(7, null), new(9, s_call)]),
            new SourceMapFunction("on_exit", "tp/syscalls/sys_exit_openat", 0, 2, "Probe.OnExit", []),
        ],
    };

    [Fact]
    public void A_map_survives_writing_and_reading() => Assert.Equal(s_map, ObjectSourceMap.Read(s_map.Write()));

    [Fact]
    public void The_place_of_an_instruction_is_that_of_the_line_it_stands_in()
    {
        ObjectSourceMap map = ObjectSourceMap.Read(s_map.Write());
        Assert.Equal(s_call, map.Find("on_enter", 2));
        Assert.Equal(s_inlined, map.Find("on_enter", 6));
        Assert.Null(map.Find("on_enter", 8));
        Assert.Equal(s_call, map.Find("on_enter", 39));
        Assert.Null(map.Find("on_enter", 40));
        Assert.Null(map.Find("on_exit", 0));
        Assert.Null(map.Find("nowhere", 0));
    }

    [Fact]
    public void An_object_of_another_compiler_has_an_empty_map() => Assert.Empty(ObjectSourceMap.Read([]).Functions);

    [Fact]
    public void A_map_cut_anywhere_is_refused()
    {
        byte[] bytes = s_map.Write();
        for (int length = 1; length < bytes.Length; length++)
            Assert.Throws<BpfFormatException>(() => ObjectSourceMap.Read(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void A_map_with_any_byte_changed_is_read_or_refused()
    {
        byte[] bytes = s_map.Write();
        for (int at = 0; at < bytes.Length; at++)
        {
            for (int flip = 1; flip < 256; flip++)
            {
                byte[] damaged = [.. bytes];
                damaged[at] ^= (byte)flip;
                try
                {
                    ObjectSourceMap.Read(damaged);
                }
                catch (BpfFormatException)
                {
                }
            }
        }
    }

    [Fact]
    public void A_chain_of_inlined_calls_deeper_than_any_compiler_makes_is_refused()
    {
        SourceLocation location = s_call;
        for (int i = 0; i < 300; i++)
            location = new SourceLocation(s_call.Span, "F" + i, location);
        ObjectSourceMap map = new() { Functions = [new SourceMapFunction("f", "xdp", 0, 1, "F", [new(0, location)])] };
        Assert.Throws<BpfFormatException>(() => ObjectSourceMap.Read(map.Write()));
    }
}

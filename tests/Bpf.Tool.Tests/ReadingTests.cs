namespace Bpf.Tool.Tests;

/// <summary>Commands that show something about one object or log.</summary>
public sealed class ReadingTests : IDisposable
{
    private const string Log = """
        0: R1=ctx() R10=fp0
        6: (85) call bpf_map_lookup_elem#1    ; R0_w=map_value_or_null(id=1,map=counts,ks=4,vs=8)
        7: (79) r0 = *(u64 *)(r0 +0)
        R0 invalid mem access 'map_value_or_null'
        processed 7 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
        """;

    private readonly Workbench bench = new();

    [Fact]
    public void A_log_is_explained_at_the_line_of_the_object()
    {
        string file = bench.Write("bad.bpf.o", ("pass", VerifyTests.Good), ("deref", VerifyTests.Bad));

        (int code, string output, _) = Workbench.Run("explain", bench.Put("log", Log), "--object", file, "--program", "deref", "--kernel", "6.1");

        Assert.Equal(0, code);
        Assert.StartsWith("/_/src/probe.c(8,1): error BPF0501: ", output);
        Assert.Contains("'6.1' says: R0 invalid mem access 'map_value_or_null'", output);
        Assert.Contains("known there: ", output);
    }

    [Fact]
    public void A_log_without_an_object_is_explained_by_instruction() =>
        Assert.StartsWith("instruction 7: error BPF0501: ", Workbench.Run("explain", bench.Put("log", Log)).Output);

    [Fact]
    public void A_log_of_success_and_an_object_of_several_programs_are_said_to_be_so()
    {
        Assert.Equal(2, Workbench.Run("explain", bench.Put("log", "processed 2 insns")).Code);
        Assert.Equal("bpf: --program says which: a, b\n", Workbench.Run("explain", bench.Put("log", Log), "--object", bench.Write("two.bpf.o", ("a", VerifyTests.Good), ("b", VerifyTests.Good))).Error);
    }

    [Fact]
    public void Instructions_stand_between_their_lines()
    {
        (int code, string output, _) = Workbench.Run("disasm", bench.Write("bad.bpf.o", ("deref", VerifyTests.Bad)));

        Assert.Equal(0, code);
        Assert.StartsWith("deref (xdp):\n; /_/src/probe.c(1,1) line 1\n     0: r2 = 0\n", output);
        Assert.Contains("     4: r1 = map[counts]\n; /_/src/probe.c(7,1) line 7\n     6: call bpf_map_lookup_elem#1\n", output);
    }

    [Fact]
    public void The_kernels_known_are_listed() => Assert.Matches(@"6\.12 +debian-6\.12", Workbench.Run("kernels").Output);

    public void Dispose() => bench.Dispose();
}

namespace Bpf.Tool.Tests;

/// <summary>Two runs side by side.</summary>
public sealed class CompareTests : IDisposable
{
    private const string Longer = "r0 = 1\nr0 += 1\nexit";

    private readonly Workbench bench = new();

    [Fact]
    public void Equal_runs_are_no_news()
    {
        string run = Record("a.json", ("pass", VerifyTests.Good));

        Assert.Equal((0, "programs 5, changed 0, worse 0, only before 0, only after 0\n", ""), Workbench.Run("compare", run, run));
    }

    [Fact]
    public void A_program_that_is_no_longer_accepted_is_worse()
    {
        string before = Record("a.json", ("pass", VerifyTests.Good)), after = Record("b.json", ("pass", VerifyTests.Bad));

        (int code, string output, _) = Workbench.Run("compare", before, after);

        Assert.Equal(1, code);
        Assert.Matches(@"pass +6\.12 +success +failure", output);
        Assert.EndsWith("programs 5, changed 5, worse 5, only before 0, only after 0\n", output);
    }

    [Fact]
    public void Growth_is_worse_where_it_is_limited()
    {
        string before = Record("a.json", ("pass", VerifyTests.Good)), after = Record("b.json", ("pass", Longer));

        Assert.Equal(0, Workbench.Run("compare", before, after).Code);
        Assert.Equal(0, Workbench.Run("compare", before, after, "--max-growth", "50").Code);
        Assert.Equal(1, Workbench.Run("compare", before, after, "--max-growth", "49").Code);
        Assert.Contains("+1 (+50.00%)", Workbench.Run("compare", before, after).Output);
    }

    [Fact]
    public void Programs_of_one_run_alone_are_counted()
    {
        string before = Record("a.json", ("pass", VerifyTests.Good), ("gone", VerifyTests.Good)), after = Record("b.json", ("pass", VerifyTests.Good), ("come", VerifyTests.Good));

        Assert.EndsWith("changed 10, worse 0, only before 5, only after 5\n", Workbench.Run("compare", before, after).Output);
    }

    [Fact]
    public void A_run_of_veristat_is_compared_with_one_of_ours()
    {
        string ours = bench.Put("ours.csv", Workbench.Run("verify", bench.Write("probe.bpf.o", ("pass", VerifyTests.Good)), "--kernels", "6.12", "--format", "csv").Output);
        string theirs = bench.Put("theirs.csv", "file_name,prog_name,verdict,duration,total_insns,total_states,peak_states,max_states_per_insn,mark_read_max_len\nprobe.bpf.o,pass,success,21,3,0,0,0,0\n");

        (int code, string output, _) = Workbench.Run("compare", theirs, ours);

        Assert.Equal(0, code);
        Assert.Contains("-1 (-33.33%)", output);
    }

    [Fact]
    public void A_run_of_many_kernels_needs_one_that_names_them()
    {
        string many = Record("a.json", ("pass", VerifyTests.Good)), one = bench.Put("one.csv", "file_name,prog_name,verdict\nprobe.bpf.o,pass,success\n");

        Assert.Equal(2, Workbench.Run("compare", many, one).Code);
        Assert.Equal(2, Workbench.Run("compare", many, bench.Put("damaged.json", "[{")).Code);
        Assert.Equal(2, Workbench.Run("compare", many, bench.Put("empty.csv", "")).Code);
    }

    private string Record(string name, params (string Program, string Code)[] programs)
    {
        string run = Path.Combine(Path.GetDirectoryName(bench.Put(name, ""))!, name);
        Workbench.Run("verify", bench.Write("probe.bpf.o", programs), "--format", "json", "--output", run);
        return run;
    }

    public void Dispose() => bench.Dispose();
}

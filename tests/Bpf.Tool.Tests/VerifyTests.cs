using System.Text.Json.Nodes;

namespace Bpf.Tool.Tests;

/// <summary>Verdicts on objects, in every form.</summary>
public sealed class VerifyTests : IDisposable
{
    internal const string Good = "r0 = 2\nexit";

    // Slots 0-7 end with the call; slot 8 reads through what may be null.
    internal const string Bad = "r2 = 0\n*(u32 *)(r10 - 4) = r2\nr2 = r10\nr2 += -4\nr1 = counts\ncall 1\nr0 = *(u64 *)(r0 + 0)\nr0 = 2\nexit";

    private readonly Workbench bench = new();

    [Fact]
    public void Accepted_by_all_is_zero_with_a_column_a_kernel()
    {
        (int code, string output, string error) = Workbench.Run("verify", bench.Write("good.bpf.o", ("pass", Good)));

        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"good\.bpf\.o +pass +xdp +2 insns +2 insns +2 insns +2 insns +2 insns", output);
        Assert.EndsWith("verdicts 5, accepted 5, refused 0, unlinked 0, unknown 0\n", output);
    }

    [Fact]
    public void A_refusal_is_explained_once_at_its_line()
    {
        (int code, string output, _) = Workbench.Run("verify", bench.Write("bad.bpf.o", ("pass", Good), ("deref", Bad)), "--kernels", "6.1,6.12");

        Assert.Equal(1, code);
        Assert.Contains("bad.bpf.o: deref: refused by 6.1, 6.12\n", output);
        Assert.Contains("/_/src/probe.c(8,1): error BPF0501: ", output);
        Assert.EndsWith("verdicts 4, accepted 2, refused 2, unlinked 0, unknown 0\n", output);
    }

    [Theory]
    [InlineData("root", 0, "accepted 1")]
    [InlineData("bpf,net_admin", 0, "accepted 1")]
    [InlineData("bpf,perfmon", 1, "BPF0519")]
    [InlineData("none", 1, "BPF0519")]
    [InlineData("wheel", 2, "")]
    public void Who_loads_a_program_decides(string capabilities, int code, string expected)
    {
        (int actual, string output, string error) = Workbench.Run(
            "verify", bench.Write("good.bpf.o", ("pass", Good)), "--kernels", "6.12", "--as", capabilities);

        Assert.Equal(code, actual);
        Assert.Contains(expected, output);
        Assert.Equal(code == 2, error.Contains("--as takes"));
    }

    [Fact]
    public void One_kernel_gives_veristats_columns()
    {
        string file = bench.Write("both.bpf.o", ("pass", Good), ("deref", Bad));

        (int code, string output, _) = Workbench.Run("verify", file, "--kernels", "6.12", "--format", "csv");

        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1, code);
        Assert.StartsWith("file_name,prog_name,verdict,duration,total_insns,total_states,peak_states,", lines[0]);
        Assert.Matches(@"^both\.bpf\.o,pass,success,\d+,2,\d+,\d+,\d+,2,0,xdp$", lines[1]);
        Assert.Matches(@"^both\.bpf\.o,deref,failure,\d+,7,", lines[2]);
    }

    [Fact]
    public void Columns_of_several_kernels_are_refused()
    {
        (int code, _, string error) = Workbench.Run("verify", bench.Write("good.bpf.o", ("pass", Good)), "--format", "csv");

        Assert.Equal(2, code);
        Assert.Contains("--kernels", error);
    }

    [Fact]
    public void Sarif_names_rule_place_and_kernel()
    {
        string file = bench.Write("bad.bpf.o", ("pass", Good), ("deref", Bad));

        (_, string output, _) = Workbench.Run("verify", file, "--kernels", "6.12", "--format", "sarif");

        JsonNode run = JsonNode.Parse(output)!["runs"]![0]!;
        JsonNode result = Assert.Single(run["results"]!.AsArray())!;
        Assert.Equal("BPF0501", (string)result["ruleId"]!);
        Assert.Equal("error", (string)result["level"]!);
        Assert.Equal("6.12", (string)result["properties"]!["kernel"]!);
        JsonNode place = result["locations"]![0]!["physicalLocation"]!;
        Assert.Equal(("src/probe.c", "SRCROOT"), ((string)place["artifactLocation"]!["uri"]!, (string)place["artifactLocation"]!["uriBaseId"]!));
        Assert.Equal(8, (int)place["region"]!["startLine"]!);
        Assert.Equal("BPF0501", (string)run["tool"]!["driver"]!["rules"]![0]!["id"]!);
    }

    [Fact]
    public void Programs_are_chosen_by_pattern()
    {
        string file = bench.Write("bad.bpf.o", ("pass", Good), ("deref", Bad));

        Assert.Equal(0, Workbench.Run("verify", file, "--program", "pa*").Code);
        Assert.Equal(2, Workbench.Run("verify", file, "--program", "nothing").Code);
    }

    [Theory]
    [InlineData("verify", "--kernels", "9.9", "unknown kernel '9.9'")]
    [InlineData("verify", "--format", "xml", "xml")]
    public void What_cannot_be_done_is_said(string command, string option, string value, string message)
    {
        (int code, string output, string error) = Workbench.Run(command, bench.Write("good.bpf.o", ("pass", Good)), option, value);

        Assert.Equal(2, code);
        Assert.Contains(message, output + error);
    }

    [Fact]
    public void A_file_that_is_no_object_is_named()
    {
        string file = bench.Put("text.o", "hello");
        (int code, _, string error) = Workbench.Run("verify", file);
        Assert.Equal(2, code);
        Assert.StartsWith($"bpf: {file}: ", error);
        Assert.Equal(2, Workbench.Run("verify", file + ".missing").Code);
    }

    [Fact]
    public void The_log_is_the_kernels()
    {
        (_, string output, _) = Workbench.Run("verify", bench.Write("bad.bpf.o", ("deref", Bad)), "--kernels", "6.12", "--log", "1");

        Assert.Contains("R0 invalid mem access 'map_value_or_null'", output);
        Assert.Contains("processed 7 insns", output);
    }

    public void Dispose() => bench.Dispose();
}

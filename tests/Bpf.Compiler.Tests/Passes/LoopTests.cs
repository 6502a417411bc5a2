using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Loops;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Tests.Passes;

/// <summary>What is known of how often loops go round, and what they get where that is much.</summary>
public class LoopTests
{
    private const string Loop = """
        func "f" ptr.context i32 {
        bb0:
          %0 = param 0 : ptr.context
          %1 = load %0 width=4 : i32
          %2 = const {0} : i32
          %3 = const {1} : i32
          %4 = const {2} : i32
          %9 = const 0 : i32
          jump bb1
        bb1: <- bb0, bb2
          %5 = phi %2, %8 : i32
          %10 = phi %9, %11 : i32
          %6 = may_go_on 0 : i32
          branch %6 bb3 bb4
        bb3: <- bb1
          %7 = {3} : i32
          branch %7 bb2 bb5
        bb2: <- bb3
          %8 = add %5, %4 : i32
          %11 = add %10, %5 : i32
          jump bb1
        bb4: <- bb1
          trap None
        bb5: <- bb3
          return %10
        }
        """;

    private static Function Parsed(int start, int bound, int step, string condition) => IrParser.ParseFunction(
        Loop.Replace("{0}", $"{start}").Replace("{1}", $"{bound}").Replace("{2}", $"{step}").Replace("{3}", condition));

    [Theory]
    [InlineData(0, 10, 1, "ltu %5, %3", 11)]
    [InlineData(0, 10, 1, "les %5, %3", 12)]
    [InlineData(-5, 10, 4, "lts %5, %3", 5)]
    [InlineData(100, 10, -7, "lts %3, %5", 14)]
    [InlineData(100, 0, -1, "les %3, %5", 102)]
    [InlineData(3, 50, 1, "ne %5, %3", 49)]
    [InlineData(50, 3, -1, "ne %3, %5", 49)]
    [InlineData(50, 3, 1, "ne %5, %3", null)] // it wraps
    [InlineData(0, 10, 3, "ne %5, %3", null)]
    [InlineData(0, -1, 2, "ltu %5, %3", null)] // 0xfffffffe + 2 is 0
    [InlineData(0, int.MaxValue, 1, "les %5, %3", null)] // every number is
    [InlineData(0, 10, -1, "ltu %5, %3", null)]
    [InlineData(0, 10, 1, "ltu %5, %1", null)] // what memory holds may be any number: of more than 2^31 rounds nothing is known to end
    public void The_rounds_of_a_loop_are_counted_where_a_comparison_ends_it(int start, int bound, int step, string condition, int? most)
    {
        Function function = Parsed(start, bound, step, condition);
        Dominators dominators = new(function);
        NaturalLoop loop = NaturalLoop.Of(dominators).Single();
        decimal? found = new RoundCount(loop, dominators, new ValueRanges(function)).Most();
        if (most is null) Assert.True(found is null || found > LoopGuards.MostRounds, $"{found}");
        else Assert.True(found >= most && found <= most + 1, $"{found}");
    }

    [Theory]
    [InlineData(0, 1000, 1, "ltu %5, %3", true)]
    [InlineData(0, 60, 1, "ltu %5, %3", false)]
    [InlineData(0, 10_000_000, 1, "ltu %5, %3", false)]
    [InlineData(900, 0, -3, "lts %3, %5", true)]
    public void A_loop_gets_an_iterator_where_it_is_known_to_end_before_that(int start, int bound, int step, string condition, bool expected)
    {
        Function function = Parsed(start, bound, step, condition);
        Assert.Equal(expected ? 1 : 0, LoopGuards.Run(function, new(true, true, false), LoopForm.Others[0], []));
        IrValidator.Require(function, "loop-guards");
        string text = IrPrinter.Print(function);
        Assert.Equal(expected, text.Contains("bpf_iter_num_next"));
        Assert.DoesNotContain("may_go_on", text);
    }

    [Theory]
    [InlineData(0, 1000, 1, "ltu %5, %3", true)]
    [InlineData(0, 10_000_000, 1, "ltu %5, %3", false)]
    public void A_round_becomes_a_function_where_there_are_no_iterators(int start, int bound, int step, string condition, bool expected)
    {
        Function function = Parsed(start, bound, step, condition);
        List<Function> rounds = [];
        Assert.Equal(expected ? 1 : 0, LoopGuards.Run(function, new(false, false, true), LoopForm.Others[0], rounds));
        Assert.Equal(expected ? 1 : 0, rounds.Count);
        foreach (Function made in (IEnumerable<Function>)[function, .. rounds])
            IrValidator.Require(made, "loop-guards");
        Assert.Equal(expected, function.Blocks.SelectMany(b => b.Values).Any(v => v is { Op: IrOp.CallHelper, Helper: HelperId.Loop }));
        Assert.Equal(expected ? 0 : 1, NaturalLoop.Of(new(function)).Count);
    }
}

using Bpf.Core.Kernel;

namespace Bpf.Runtime.Tests.Loading;

/// <summary>Which programs a kernel gets, by what it lacks.</summary>
public sealed class ProgramSelectionTests
{
    private static readonly ProgramCondition[] Chain =
    [
        new("best", [Feature.Kprobes]),
        new("good", [Feature.Loop], "best"),
        new("any", [], "good"),
    ];

    [Theory]
    [InlineData("", "good, any")]
    [InlineData("Kprobes", "best, any")]
    [InlineData("Loop", "good, any")]
    [InlineData("Kprobes, Loop", "best, good")]
    public void A_program_takes_the_place_of_one_that_the_kernel_cannot_have(string missing, string leftOut) =>
        Assert.Equal(leftOut.Split(", ").Order(), Select(Chain, missing).LeftOut([]).Keys.Order());

    [Fact]
    public void Nothing_takes_the_place_of_what_the_caller_leaves_out() =>
        Assert.Equal(["any", "best", "good"], Select(Chain, "").LeftOut(["best"]).Keys.Order());

    [Fact]
    public void A_reason_names_the_feature_or_the_program_replaced()
    {
        Assert.Equal("no Kprobes", Select(Chain, "Kprobes").LeftOut([])["best"]);
        Assert.Contains("'best'", Select(Chain, "").LeftOut([])["good"]);
        Assert.Contains("LoadOptions.LeftOut", Select(Chain, "").LeftOut(["best"])["best"]);
    }

    [Fact]
    public void Programs_that_replace_one_another_are_refused() =>
        Assert.Throws<ArgumentException>(() => Select([new("a", [Feature.Loop], "b"), new("b", [Feature.Loop], "a")], "Loop").LeftOut([]));

    private static ProgramSelection Select(ProgramCondition[] conditions, string missing) =>
        new(conditions, feature => missing.Split(", ").Contains(feature.ToString()) ? $"no {feature}" : null);
}

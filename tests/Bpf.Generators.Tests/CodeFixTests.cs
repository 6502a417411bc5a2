using Bpf.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bpf.Generators.Tests;

/// <summary>A fix writes the check that a person would have written, and the program builds with it.</summary>
public sealed class CodeFixTests
{
    [Theory]
    [InlineData("null check of a lookup")]
    [InlineData("check of a reservation")]
    [InlineData("null check in an entry's probe")]
    [InlineData("bounds check of the first header")]
    [InlineData("bounds check of an inner header")]
    public async Task A_forgotten_check_is_put_back(string name)
    {
        Mistake mistake = Mistake.Find(name);
        string? text = await FixHost.FixAsync(Host.OfExample(mistake.Example, mistake.Text), new NullCheckFix());
        Assert.Equal(WithoutRemark(Host.TextOfExample(mistake.Example)), WithoutRemark(text!), ignoreLineEndingDifferences: true);

        static string WithoutRemark(string text) => text.Replace(" // counted: Events.Lost", "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_before_a_call_is_put_back_by_leaving_early()
    {
        Mistake mistake = Mistake.Find("null check before a call");
        string? text = await FixHost.FixAsync(Host.OfExample(mistake.Example, mistake.Text), new NullCheckFix());
        Assert.Contains("            if (!Blocked4.TryFind(source, out Ref<RuleCounter> rule))\n                return XdpAction.Pass;\n            return Drop(", text);
        Assert.Empty(await Host.OfExample(mistake.Example, text).BuildAsync());
    }

    [Fact]
    public Task A_result_that_is_kept_leaves_the_reference_to_be_tested() => FixesAsync(
        new NullCheckFix(),
        """
                bool found = Counts.TryFind(1, out Ref<ulong> n);
                Length = found ? 1u : 0;
                // counts
                n.Value++;
        """,
        """
                bool found = Counts.TryFind(1, out Ref<ulong> n);
                Length = found ? 1u : 0;
                if (n.IsNull)
                    return XdpAction.Pass;
                // counts
                n.Value++;
        """);

    [Fact]
    public Task A_divisor_is_compared_with_zero() => FixesAsync(
        new BoundsCheckFix(),
        "        Length = 100 / ctx.Length;",
        """
                if (ctx.Length == 0)
                    return XdpAction.Pass;
                Length = 100 / ctx.Length;
        """);

    [Fact]
    public Task An_index_is_compared_with_the_length() => FixesAsync(
        new BoundsCheckFix(),
        """
                Comm comm = CurrentName();
                uint i = ctx.RxQueueIndex;
                Length = comm[(int)i];
        """,
        """
                Comm comm = CurrentName();
                uint i = ctx.RxQueueIndex;
                if (i >= 16)
                    return XdpAction.Pass;
                Length = comm[(int)i];
        """);

    [Fact]
    public Task A_guard_in_a_branch_without_braces_brings_them() => FixesAsync(
        new BoundsCheckFix(),
        """
                uint queue = ctx.RxQueueIndex;
                if (ctx.IngressIfindex == 1)
                    Length = 100 % queue;
        """,
        """
                uint queue = ctx.RxQueueIndex;
                if (ctx.IngressIfindex == 1)
                {
                    if (queue == 0)
                        return XdpAction.Pass;
                    Length = 100 % queue;
                }
        """);

    [Fact]
    public Task A_divisor_of_an_assignment_is_compared_with_zero() => FixesAsync(
        new BoundsCheckFix(),
        "        Length /= ctx.RxQueueIndex + ctx.Length;",
        """
                if ((ctx.RxQueueIndex + ctx.Length) == 0)
                    return XdpAction.Pass;
                Length /= ctx.RxQueueIndex + ctx.Length;
        """);

    [Theory]
    [InlineData("uint i = ctx.RxQueueIndex; Comm comm = CurrentName(); Length = comm[(int)i++];")]
    [InlineData("Comm comm = CurrentName(); Length = comm[(int)Next()];")]
    [InlineData("for (uint d = ctx.RxQueueIndex; 100 / d > 3; d--) Length++;")]
    [InlineData("uint d = ctx.RxQueueIndex; while (Length < 8 && 100 / d > Length) Length++;")]
    [InlineData("if (ctx.RxQueueIndex is var d && 100 / d > 3) Length++;")]
    public async Task No_check_is_offered_where_it_would_mean_something_else(string body) =>
        Assert.Null(await FixHost.FixAsync(Host.Of(Program("        " + body)), new BoundsCheckFix()));

    private static async Task FixesAsync(CodeFixProvider fix, string broken, string expected)
    {
        string? text = await FixHost.FixAsync(Host.Of(Program(broken)), fix);
        Assert.Equal(Host.Of(Program(expected)).Compilation.SyntaxTrees[0].ToString(), text, ignoreLineEndingDifferences: true);
        Assert.Empty(await new Host(("Sample.cs", text!)).BuildAsync());
    }

    private static string Program(string body) => $$"""
        [BpfObject(License = "GPL")]
        public static partial class Sample
        {
            static readonly HashMap<uint, ulong> Counts = new(maxEntries: 16);
            static uint Length;

            [Xdp]
            static XdpAction Filter(XdpContext ctx)
            {
        {{body}}
                return XdpAction.Pass;
            }

            static Comm CurrentName() => default;

            static uint Next() => Length++;
        }

        """.ReplaceLineEndings("\n");
}

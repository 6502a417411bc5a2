using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests;

/// <summary>What C# has and eBPF hasn't: one readable error at the expression, and nothing else.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("double d = 1.5; Sum = (uint)d;", "BPF0101")]
    [InlineData("object o = new object();", "BPF0102")]
    [InlineData("int[] a = new int[3];", "BPF0103")]
    [InlineData("int[] a = [1, 2, 3]; Sum = (uint)a[0];", "BPF0103")]
    [InlineData("string s = \"a\" + Sum;", "BPF0104")]
    [InlineData("string s = Sum.ToString();", "BPF0104")]
    [InlineData("Func<uint, uint> f = x => x + 1; Sum = f(2);", "BPF0105")]
    [InlineData("try { Sum = 1; } catch (Exception) { Sum = 2; }", "BPF0106")]
    [InlineData("throw new InvalidOperationException();", "BPF0106")]
    [InlineData("foreach (uint x in new List<uint> { 1, 2 }) Sum += x;", null)]
    [InlineData("List<uint> list = []; Sum = (uint)list.Count;", null)]
    [InlineData("Sum = (uint)Enumerable.Range(0, 3).Sum();", null)]
    [InlineData("object o = Sum;", "BPF0110")]
    [InlineData("Sum = Factorial(5);", "BPF0109")]
    [InlineData("Sum = 100 / ctx.Length;", "BPF0411")]
    [InlineData("Sum = 100 % ctx.Length;", "BPF0411")]
    [InlineData("Sum = (uint)WaitAsync().Result;", null)]
    [InlineData("dynamic d = 1; Sum = (uint)d;", null)]
    [InlineData("Console.WriteLine(Sum);", "BPF0112")]
    [InlineData("Console.WriteLine(\"hello\");", "BPF0112")]
    [InlineData("decimal d = 1m; Sum = (uint)d;", null)]
    [InlineData("lock (typeof(object)) Sum = 1;", null)]
    [InlineData("Sum = (uint)typeof(uint).Name.Length;", null)]
    [InlineData("foreach (uint x in Numbers()) Sum += x;", null)]
    [InlineData("var q = from x in new[] { 1, 2 } where x > 1 select x;", null)]
    [InlineData("Sum = (uint)DateTime.Now.Second;", null)]
    [InlineData("IComparable<uint> c = 5u; Sum = (uint)c.CompareTo(4u);", null)]
    [InlineData("Span<byte> s = new byte[4]; Sum = s[0];", null)]
    public async Task A_construct_outside_of_the_subset_is_named(string statement, string? id)
    {
        Diagnostic[] errors = [.. (await Sample(statement).BuildAsync()).Where(error => error.Severity == DiagnosticSeverity.Error)];
        Diagnostic error = Assert.Single(errors, error => error.Id != "BPF0590");
        Assert.StartsWith("BPF0", error.Id);
        Assert.NotEqual("BPF0000", error.Id);
        Assert.True(id is null || id == error.Id, error.ToString());
        Assert.Single(errors, error => error.Id == "BPF0590");
        // On the statement, or in what it calls.
        string at = Host.TextAt(error.Location);
        Assert.True(statement.Contains(at, StringComparison.Ordinal) || Helpers.Contains(at, StringComparison.Ordinal), error.ToString());
    }

    [Fact]
    public async Task A_program_cannot_be_async()
    {
        Host host = Host.Of("[BpfObject(License = \"GPL\")] static partial class Probe { [Xdp] static async System.Threading.Tasks.Task<int> Filter(XdpContext ctx) => 1; }");
        Diagnostic[] errors = [.. await host.BuildAsync()];
        Assert.Contains(errors, error => error.Id == "BPF0002" && Host.TextAt(error.Location) == "Filter");
        Assert.DoesNotContain(errors, error => error.Id is "BPF0000" or "AD0001" or "CS8785" or "CS0117");
    }

    [Theory]
    [InlineData("uint n = Missing;", "CS0103")]
    [InlineData("Sum = \"text\";", "CS0029")]
    [InlineData("Counts.TryFind(1, out Ref<int> n);", "CS1503")]
    [InlineData("Sum = 1", "CS1002")]
    [InlineData("double d = Missing;", "CS0103")]
    [InlineData("int[] a = new int[Missing];", "CS0103")]
    public async Task Where_CSharp_itself_has_errors_there_are_no_others(string statement, string id)
    {
        Host host = Sample(statement);
        Assert.All(await host.BuildAsync(), error => Assert.Equal(id, error.Id));
        Assert.Null(host.Image());
    }

    [Fact]
    public async Task A_refused_body_leaves_user_code_without_errors()
    {
        Host host = new(
            ("Probe.cs", Text("double d = 1.5; Sum = (uint)d;")),
            ("Program.cs", """
                using Bpf;
                public static class Program
                {
                    public static uint Main()
                    {
                        using Probe.Loaded probe = Probe.Load();
                        return probe.Sum;
                    }
                }
                """));
        Assert.Equal(["BPF0101", "BPF0590"], (await host.BuildAsync()).Select(error => error.Id).Order());
    }

    [Fact]
    public async Task Errors_in_another_file_do_not_hide_those_of_a_program()
    {
        Host host = new(("Probe.cs", Text("double d = 1.5; Sum = (uint)d;")), ("Other.cs", "class Other { int F() => missing; }"));
        Assert.Equal(["BPF0101", "BPF0590", "CS0103"], (await host.BuildAsync()).Select(error => error.Id).Order());
    }

    private const string Helpers = """
            static uint Factorial(uint n) => n < 2 ? 1 : n * Factorial(n - 1);
            static async Task<int> WaitAsync() { await Task.Delay(1); return 1; }
            static IEnumerable<uint> Numbers() { yield return 1; }
        """;

    private static Host Sample(string statement) => new(("Probe.cs", Text(statement)));

    private static string Text(string statement) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Bpf;

        [BpfObject(License = "GPL")]
        public static partial class Probe
        {
            static readonly HashMap<uint, ulong> Counts = new(maxEntries: 16);
            static uint Sum;

            [Xdp]
            static XdpAction Filter(XdpContext ctx)
            {
                {{statement}}
                return XdpAction.Pass;
            }

        {{Helpers}}
        }
        """;
}

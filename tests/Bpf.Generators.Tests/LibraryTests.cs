using Bpf.Vm;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests;

/// <summary><c>[BpfLibrary]</c> types of other assemblies.</summary>
public sealed class LibraryTests
{
    private const string Library = """
        using System;
        using Bpf;

        [assembly: System.Reflection.AssemblyMetadata("Kind", "library")]

        namespace Acme.Flows
        {
            public enum Direction { In, Out }

            [BpfLibrary]
            public readonly struct Flow(uint from, uint to)
            {
                public readonly uint From = from;
                public readonly uint To = to;
                public Flow Reversed => new(To, From);
                public static bool operator ==(Flow a, Flow b) => a.From == b.From && a.To == b.To;
                public static bool operator !=(Flow a, Flow b) => !(a == b);
                public override bool Equals(object? other) => false;
                public override int GetHashCode() => 0;
            }

            [BpfLibrary]
            public static class Checksums
            {
                public static uint Sum(ReadOnlySpan<byte> bytes)
                {
                    uint sum = Start;
                    for (int i = 0; i < bytes.Length; i++)
                        sum = Mixing.Rotate(sum, 3) + bytes[i];
                    return sum;
                }

                public static T Largest<T>(T a, T b) where T : struct, System.Numerics.INumber<T> => a > b ? a : b;

                public static bool TryTake(ref ulong budget, uint bytes, Direction direction)
                {
                    if (direction == Direction.Out || budget < bytes) return false;
                    budget -= bytes;
                    return true;
                }

                private const uint Start = 17;
            }

            [BpfLibrary]
            internal static class Mixing
            {
                public static uint Rotate(uint value, int by) => (value << by) | (value >> (32 - by));
            }

            public static class UserSide
            {
                public static string Describe(Flow flow) => $"{flow.From} to {flow.To}";
                public static ulong Weight(Flow flow) => flow.From;
                public static ulong Weight(uint from) => from;
            }
        }
        """;

    private const string Program = """
        using Acme.Flows;

        [BpfObject(License = "GPL")]
        public static partial class Probe
        {
            static readonly ArrayMap<ulong> Budgets = new(maxEntries: 1);
            static ulong Seen;

            [Xdp]
            static XdpAction Filter(XdpContext ctx)
            {
                Span<byte> head = stackalloc byte[4];
                head[0] = (byte)ctx.Length;
                head[3] = 9;
                Flow flow = new(1, 2);
                if (flow.Reversed == flow || !Budgets.TryFind(0, out Ref<ulong> budget)) return XdpAction.Drop;
                Seen = Checksums.Largest<ulong>(Checksums.Sum(head), 7);
                return Checksums.TryTake(ref budget.Value, 10, Direction.In) ? XdpAction.Pass : XdpAction.Drop;
            }
        }
        """;

    [Fact]
    public async Task A_program_is_compiled_with_the_types_of_another_assembly()
    {
        Host host = Host.Of(Program).Referring(new Host(("Flows.cs", Library)).Emit());
        Assert.Empty(await host.BuildAsync());
        using BpfObject loaded = BpfObject.Load(new SimulatedKernel(), host.Image()!);
        BpfArrayMap<ulong> budgets = new(loaded.Map("Budgets"));
        budgets[0] = 15;
        XdpProgram filter = new(loaded.Program("Filter"));
        Assert.Equal(XdpAction.Pass, filter.Run(new byte[64]).Action);
        Assert.Equal(XdpAction.Drop, filter.Run(new byte[64]).Action);
        Assert.Equal(5ul, budgets[0]);

        // The CLR runs the IL of the same methods.
        uint sum = 17;
        foreach (byte b in (byte[])[64, 0, 0, 9])
            sum = uint.RotateLeft(sum, 3) + b;
        Assert.Equal(sum, loaded.Global<ulong>("Seen").Value);
    }

    [Fact]
    public void Only_what_is_marked_is_carried_and_stays_in_its_lines()
    {
        string source = Assert.Single(new Host(("Flows.cs", Library)).Generate().GeneratedSources).SourceText.ToString();
        Assert.Contains("Checksums", source);
        Assert.Contains("namespace Acme.Flows", source);
        Assert.DoesNotContain("UserSide", source);
        Assert.DoesNotContain("AssemblyMetadata", source);
        Assert.DoesNotContain("enum Direction", source);
        int line = Library[..Library.IndexOf("uint sum = Start", StringComparison.Ordinal)].Count(c => c == '\n');
        Assert.Equal(line, CountLines(source[..source.IndexOf("uint sum = Start", StringComparison.Ordinal)]));

        static int CountLines(string literal) => literal.Split("\\n").Length - 1;
    }

    [Fact]
    public async Task What_a_library_uses_and_does_not_carry_is_an_error_there()
    {
        Diagnostic error = Assert.Single(await new Host(("Flows.cs", Library.Replace("[BpfLibrary]\n    internal", "internal", StringComparison.Ordinal))).BuildAsync());
        Assert.Equal(("BPF0126", "Mixing"), (error.Id, Host.TextAt(error.Location)));
    }

    [Theory]
    [InlineData("UserSide.Weight(3)", "BPF0112", "UserSide.Weight(3)")]
    [InlineData("UserSide.Weight(flow)", "BPF0127", "Probe")]
    public async Task Members_that_are_not_carried_are_not_called(string call, string id, string place)
    {
        Diagnostic error = (await Host.Of(Program.Replace("Seen = ", $"Seen = {call} + ", StringComparison.Ordinal))
            .Referring(new Host(("Flows.cs", Library)).Emit()).BuildAsync()).First();
        Assert.Equal((id, place), (error.Id, Host.TextAt(error.Location)));
    }

    [Fact]
    public async Task What_a_program_may_not_do_in_a_library_is_shown_at_the_call()
    {
        Diagnostic error = (await Host.Of(Program).Referring(new Host(("Flows.cs", Library.Replace("3) + bytes[i]", "3) / bytes[i]", StringComparison.Ordinal))).Emit()).BuildAsync()).First();
        Assert.Equal(("BPF0411", "Checksums.Sum(head)"), (error.Id, Host.TextAt(error.Location)));
        int line = Library[..Library.IndexOf("3) + bytes[i]", StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        Assert.Contains($" It is in line {line} of ", error.GetMessage());
        Assert.Contains("/Flows.cs, in Acme.Flows.Checksums.Sum(", error.GetMessage().Replace(" in Checksums", " in Acme.Flows.Checksums", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_warnings_are_errors_a_refusal_is_said_all_the_same()
    {
        Host host = Host.Of(Program.Replace("Seen = ", "Seen = (ulong)Environment.ProcessId + ", StringComparison.Ordinal)).Referring(new Host(("Flows.cs", Library)).Emit());
        host.Compilation = host.Compilation.WithOptions(host.Compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error));
        Assert.Equal(["BPF0112", "BPF0590"], (await host.BuildAsync()).Select(error => error.Id));
    }

    [Theory]
    [InlineData("(2, \"A/F.cs\", \"\")", "it was built with a newer version of Bpf, which carries code in form 2, and this one reads form 1")]
    [InlineData("(0, \"A/F.cs\", \"\")", "another version of Bpf")]
    [InlineData("(1, \"A/F.cs\", \"\", Symbols = null!)", "another version of Bpf")]
    [InlineData("(1, \"A/F.cs\", \"class {\")", "CS1001")]
    [InlineData("(1, \"A/F.cs\", \"class P { }\")", "'P', which is none of its [BpfLibrary] types")]
    [InlineData("(1, \"A/F.cs\", \"namespace Other { partial class Probe { } }\")", "'Other.Probe'")]
    [InlineData("(1, \"A/F.cs\", \"public static class Plain { }\")", "'Plain'")]
    [InlineData("(1, \"A/F.cs\", \"global using System.Text;\")", "changes the whole project")]
    [InlineData("(1, \"A/F.cs\", \"[assembly: System.CLSCompliant(true)]\")", "changes the whole project")]
    [InlineData("(1, \"A/F.cs\", \"System.Console.WriteLine();\")", "code outside of types")]
    [InlineData("(1, \"A/F.cs\", \"\", ChecksOverflow = true)", "its arithmetic is checked")]
    public async Task What_an_assembly_carries_is_not_believed(string arguments, string problem)
    {
        MetadataReference hostile = new Host(("A.cs", $"[assembly: Bpf.BpfLibrarySource{arguments}] public static class Plain {{ }}")).Emit();
        Diagnostic error = (await Host.Of("""
            [BpfObject(License = "GPL")]
            public static partial class Probe { [Xdp] static XdpAction F(XdpContext ctx) => XdpAction.Pass; }
            """).Referring(hostile).BuildAsync()).First();
        Assert.Equal(("BPF0127", "Probe"), (error.Id, Host.TextAt(error.Location)));
        Assert.Contains(problem, error.GetMessage());
    }

    [Fact]
    public async Task Carried_code_that_does_not_compile_here_is_named()
    {
        MetadataReference broken = new Host(("A.cs", """
            [assembly: Bpf.BpfLibrarySource(1, "A/F.cs", "[Bpf.BpfLibrary] public static class Lib { public static int F() => NotThere.G(); }")]
            [Bpf.BpfLibrary] public static class Lib { public static int F() => 1; }
            """)).Emit(generate: false);
        Diagnostic error = (await Host.Of("""
            [BpfObject(License = "GPL")]
            public static partial class Probe { static int N; [Xdp] static XdpAction F(XdpContext ctx) { N = Lib.F(); return XdpAction.Pass; } }
            """).Referring(broken).BuildAsync()).First();
        Assert.Equal("BPF0127", error.Id);
        Assert.Contains("CS0103 in line 1 of F.cs", error.GetMessage());
    }
}

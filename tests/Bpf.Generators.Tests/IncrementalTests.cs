using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests;

/// <summary>What an edit makes the generator do again.</summary>
public sealed class IncrementalTests
{
    private const string Helper = "public static class Helper { public static uint Twice(uint n) => n + n; public static uint Never(uint n) { return n; } }";
    private const string Unrelated = "public static class Unrelated { public static int Zero() { return 0; } }";

    [Fact]
    public void A_comment_in_another_file_changes_nothing()
    {
        Host host = Generated();
        host.Edit("Unrelated.cs", "// a remark\n" + Unrelated);
        AssertReasons(host.Generate(), BpfGenerator.Steps.Lower, unchanged: true);
        AssertReasons(host.Generate(), BpfGenerator.Steps.Compile, unchanged: true);
    }

    [Fact]
    public void A_body_that_no_program_calls_changes_nothing()
    {
        Host host = Generated();
        host.Edit("Unrelated.cs", Unrelated.Replace("return 0", "return 1", StringComparison.Ordinal));
        GeneratorRunResult run = host.Generate();
        AssertReasons(run, BpfGenerator.Steps.Lower, unchanged: true);
        AssertReasons(run, BpfGenerator.Steps.Compile, unchanged: true);
    }

    [Fact]
    public void A_body_that_a_program_calls_changes_the_object()
    {
        Host host = Generated();
        byte[]? before = host.Image();
        host.Edit("Helper.cs", Helper.Replace("n + n", "n * 5", StringComparison.Ordinal));
        GeneratorRunResult run = host.Generate();
        AssertReasons(run, BpfGenerator.Steps.Lower, unchanged: false);
        AssertReasons(run, BpfGenerator.Steps.Compile, unchanged: false);
        Assert.NotEqual(before, host.Image());
    }

    [Fact]
    public void A_declaration_elsewhere_is_bound_against_again()
    {
        Host host = Generated();
        host.Edit("Unrelated.cs", Unrelated.Replace("int Zero", "long Zero", StringComparison.Ordinal));
        AssertReasons(host.Generate(), BpfGenerator.Steps.Lower, unchanged: false);
    }

    [Fact]
    public void An_edit_of_the_class_changes_its_object_and_not_its_skeleton()
    {
        Host host = Generated();
        byte[]? before = host.Image();
        host.Edit("Probe.cs", Probe("Sum = Helper.Twice(ctx.Length) + 1;"));
        GeneratorRunResult run = host.Generate();
        AssertReasons(run, BpfGenerator.Steps.Describe, unchanged: true);
        AssertReasons(run, BpfGenerator.Steps.Lower, unchanged: false);
        AssertReasons(run, BpfGenerator.Steps.Compile, unchanged: false);
        Assert.NotEqual(before, host.Image());
    }

    [Theory]
    [InlineData("using Bpf;", "using Bpf;\n\n// remarks\n\n")]
    [InlineData("[BpfObject", "/* on the same line */ [BpfObject")]
    [InlineData("Console.Beep();", "Console.Beep();\n        Console.Beep();\n")]
    [InlineData("static uint Sum;", "static     uint Sum; // spaced\n")]
    public void An_edit_elsewhere_in_the_file_moves_the_lines_of_the_object_and_compiles_nothing(string text, string changed)
    {
        Host host = Generated();
        string edited = Probe("Sum = Helper.Twice(ctx.Length);").Replace(text, changed, StringComparison.Ordinal);
        host.Edit("Probe.cs", edited);
        GeneratorRunResult run = host.Generate();
        AssertReasons(run, BpfGenerator.Steps.Describe, unchanged: true);
        AssertReasons(run, BpfGenerator.Steps.Lower, unchanged: true);
        AssertReasons(run, BpfGenerator.Steps.Compile, unchanged: true);

        Host fresh = new(("Probe.cs", edited), ("Helper.cs", Helper), ("Unrelated.cs", Unrelated));
        fresh.Compilation = fresh.Compilation.WithAssemblyName("fresh " + text);
        Assert.Equal(fresh.Image(), host.Image());
    }

    [Fact]
    public async Task A_diagnostic_moves_with_its_expression()
    {
        string text = Probe("Sum = 100 / ctx.Length; uint n = Helper.Twice(1) / ctx.IngressIfindex;");
        Host host = new(("Probe.cs", text), ("Helper.cs", Helper), ("Unrelated.cs", Unrelated));
        Assert.Equal(["100 / ctx.Length", "Helper.Twice(1) / ctx.IngressIfindex"], await Places());
        host.Edit("Probe.cs", "// above\n\n" + text.Replace("static uint Sum;", "static uint  Sum;\n\n\n", StringComparison.Ordinal));
        Assert.Equal(["100 / ctx.Length", "Helper.Twice(1) / ctx.IngressIfindex"], await Places());
        AssertReasons(host.Generate(), BpfGenerator.Steps.Compile, unchanged: true);

        async Task<string[]> Places() => [.. (await host.BuildAsync()).Where(d => d.Id == "BPF0411").Select(d => Host.TextAt(d.Location))];
    }

    [Fact]
    public async Task Line_numbers_in_a_message_move_too()
    {
        string text = Host.TextOfExample("OpenSnoop").ReplaceLineEndings("\n").Replace(
            "if (!Pending.TryFind(thread, out Ref<ulong> pending))\n            return 0;", "Pending.TryFind(thread, out Ref<ulong> pending);", StringComparison.Ordinal);
        Host host = Host.OfExample("OpenSnoop", text);
        Assert.Contains(await host.BuildAsync(), d => d.Id == "BPF0501" && d.GetMessage().Contains("it comes from line 51.", StringComparison.Ordinal));
        host.Edit("OpenSnoop.cs", "//\n//\n" + text);
        Assert.Contains(await host.BuildAsync(), d => d.Id == "BPF0501" && d.GetMessage().Contains("it comes from line 53.", StringComparison.Ordinal));
        AssertReasons(host.Generate(), BpfGenerator.Steps.Compile, unchanged: true);
    }

    [Fact]
    public void Other_kernels_compile_again_what_was_lowered_once()
    {
        Host host = Generated();
        host.SetOption("BpfKernelList", "2.4");
        GeneratorRunResult run = host.Generate();
        AssertReasons(run, BpfGenerator.Steps.Lower, unchanged: true);
        Assert.Contains(StepsOf(run, BpfGenerator.Steps.Compile), reason => reason == IncrementalStepRunReason.Modified);
        Assert.Contains("BPF0590", run.Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void An_old_compilation_can_be_collected()
    {
        Host host = Generated();
        WeakReference old = EditAndForget(host);
        for (int i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(old.IsAlive);
        GC.KeepAlive(host);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference EditAndForget(Host host)
    {
        WeakReference old = new(host.Compilation);
        host.Edit("Probe.cs", Probe("Sum = 7;"));
        host.Generate();
        return old;
    }

    private static Host Generated([CallerMemberName] string assembly = "")
    {
        Host host = new(("Probe.cs", Probe("Sum = Helper.Twice(ctx.Length);")), ("Helper.cs", Helper), ("Unrelated.cs", Unrelated));
        host.Compilation = host.Compilation.WithAssemblyName(assembly); // lowerings are shared by name: tests run at the same time
        Assert.NotNull(host.Image());
        return host;
    }

    private static string Probe(string statement) => $$"""
        using Bpf;
        using System;

        public static class User { public static void Beep() { Console.Beep(); } }

        [BpfObject(License = "GPL")]
        public static partial class Probe
        {
            static uint Sum;

            [Xdp]
            static XdpAction Filter(XdpContext ctx)
            {
                {{statement}}
                return XdpAction.Pass;
            }
        }
        """;

    private static void AssertReasons(GeneratorRunResult run, string step, bool unchanged) => Assert.All(
        StepsOf(run, step),
        reason => Assert.Equal(unchanged, reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));

    private static IncrementalStepRunReason[] StepsOf(GeneratorRunResult run, string step) =>
        [.. run.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];
}

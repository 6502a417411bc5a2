using Bpf.Core.Explain;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests;

/// <summary>A check forgotten in an example stops the build at the expression; without verification the kernel finds the same.</summary>
public sealed class MistakeTests
{
    public static TheoryData<string> Mistakes => Mistake.Names;

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_forgotten_check_is_an_error_at_the_expression(string name)
    {
        Mistake mistake = Mistake.Find(name);
        Host host = Host.OfExample(mistake.Example, mistake.Text);
        Diagnostic[] errors = [.. await host.BuildAsync()];

        Diagnostic refusal = Assert.Single(errors, error => error.Id == "BPF0590");
        Assert.Equal($"class {mistake.Example}", host.LineOf(refusal.Location)[^(mistake.Example.Length + 6)..]);
        Diagnostic error = Assert.Single(errors, error => error.Id != "BPF0590");
        Assert.Equal((mistake.Id, mistake.At), (error.Id, Host.TextAt(error.Location)));
        Assert.Equal(DiagnosticSeverity.Error, error.Severity);
        Assert.StartsWith(mistake.Message, error.GetMessage());
        Assert.Contains(mistake.KernelWords, error.GetMessage());
        Assert.Contains(error.GetMessage().TrimEnd('.'), refusal.GetMessage());
        Assert.Null(host.Image());
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task With_analyzers_off_the_generator_refuses_by_itself(string name)
    {
        Mistake mistake = Mistake.Find(name);
        Host host = Host.OfExample(mistake.Example, mistake.Text);
        Diagnostic error = Assert.Single(await host.BuildAsync(analyzers: false));
        Assert.Equal("BPF0590", error.Id);
        Assert.Contains($"{mistake.Id}: {mistake.Message}", error.GetMessage());
        Assert.Null(host.Image());
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task With_verification_off_it_is_built(string name)
    {
        Mistake mistake = Mistake.Find(name);
        Host host = Host.OfExample(mistake.Example, mistake.Text).With("BpfVerify", "Off");
        Assert.Empty(await host.BuildAsync());
        Assert.NotNull(host.Image());
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void What_is_built_with_verification_off_is_refused_by_the_kernel_at_the_same_place(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Loading programs takes Linux and its root user.");
        Mistake mistake = Mistake.Find(name);
        Assert.SkipUnless(mistake.Example != "KernelFunctions" || Directory.Exists("/sys/bus/event_source/devices/kprobe"), "This kernel has no kprobes.");
        Host host = Host.OfExample(mistake.Example, mistake.Text).With("BpfVerify", "Off");

        BpfVerifierException refused = Assert.Throws<BpfVerifierException>(() => BpfObject.Load(host.Image()));
        Assert.Contains(mistake.KernelWords, refused.Reason + refused.Rejection!.KernelDetail);
        Assert.Equal(mistake.Id, refused.Diagnostic!.Id);
        SourceSpan span = refused.Location!.Span;
        Assert.Equal(mistake.Example + ".cs", span.Path);
        Assert.Contains(mistake.At, mistake.Text.Split('\n')[span.StartLine]);
    }
}

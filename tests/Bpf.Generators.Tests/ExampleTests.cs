namespace Bpf.Generators.Tests;

public sealed class ExampleTests
{
    [Theory]
    [InlineData("OpenSnoop")]
    [InlineData("XdpFirewall")]
    [InlineData("KernelFunctions")]
    public async Task An_example_builds_without_a_diagnostic(string name)
    {
        Host host = Host.OfExample(name);
        Assert.Empty(await host.BuildAsync());
        Assert.Contains(host.Generate().GeneratedSources, source => source.HintName.Contains(".Image.", StringComparison.Ordinal));
    }
}

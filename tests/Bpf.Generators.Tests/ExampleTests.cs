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

    [Fact]
    public async Task Every_kernel_that_a_project_names_is_asked()
    {
        Host host = Host.Of("""
            [BpfObject(License = "GPL")]
            static partial class Counters
            {
                static readonly HashMap<uint, ulong> Opens = new(maxEntries: 8);

                [Tracepoint("syscalls", "sys_enter_openat")]
                static int OnEnter(in SysEnterOpenat ctx)
                {
                    Opens.TryFind(1, out Ref<ulong> opens);
                    opens.Value++;
                    return 0;
                }
            }
            """);
        host.SetOption("BpfKernelList", "5.10,6.12");
        Assert.Contains(await host.BuildAsync(), diagnostic => diagnostic.GetMessage().Contains("'5.10, 6.12' says", StringComparison.Ordinal));
    }

    [Fact]
    public void The_list_of_kernels_reaches_the_compiler_without_semicolons()
    {
        // An .editorconfig, which is how properties arrive, takes a semicolon for the start of a comment.
        string runtime = Path.Combine(Bpf.Tests.Repository.Root, "src", "Bpf.Runtime", "buildTransitive");
        Assert.Contains("$(BpfKernels.Replace(';', ','))", File.ReadAllText(Path.Combine(runtime, "Bpf.Runtime.targets")), StringComparison.Ordinal);
        Assert.Contains("Include=\"BpfKernelList\"", File.ReadAllText(Path.Combine(runtime, "Bpf.Runtime.props")), StringComparison.Ordinal);
    }
}

using Bpf.Runtime.Tests.Support;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>Loading in a user namespace, by a token that a BPF file system hands on.</summary>
public sealed class TokenTests
{
    [Fact]
    public void A_user_namespace_loads_what_its_file_system_delegates()
    {
        NamespaceChild.SkipWhereImpossible();
        Assert.Equal("loaded", NamespaceChild.Load(ClangObject.Compile("counter"), ["delegate_cmds", "delegate_maps", "delegate_progs", "delegate_attachs"]));
    }

    [Fact]
    public void What_is_not_delegated_is_refused()
    {
        NamespaceChild.SkipWhereImpossible();
        string refused = NamespaceChild.Load(ClangObject.Compile("counter"), ["delegate_cmds", "delegate_progs"]);
        Assert.Contains("Creating map", refused, StringComparison.Ordinal);
        Assert.Contains("BPF token", refused, StringComparison.Ordinal);
        string none = NamespaceChild.Load(ClangObject.Compile("counter"), []);
        Assert.Contains("Making a BPF token", none, StringComparison.Ordinal);
        Assert.Contains("delegate_cmds", none, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_user_namespace_gets_none()
    {
        NamespaceChild.SkipWhereImpossible();
        BpfException refused = Assert.Throws<BpfException>(() => BpfObject.Load(ClangObject.Compile("counter"), new() { TokenPath = Requires.PinFolder() }));
        Assert.Contains("Making a BPF token", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'/no/such/place'", Assert.Throws<BpfException>(() => BpfObject.Load(ClangObject.Compile("counter"), new() { TokenPath = "/no/such/place" })).Message, StringComparison.Ordinal);
        BpfObject.Load(ClangObject.Compile("counter"), new() { TokenPath = "" }).Dispose();
    }
}

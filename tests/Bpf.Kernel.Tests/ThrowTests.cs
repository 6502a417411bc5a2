using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>The kernel's own way out of a program, from whatever function (<c>bpf_throw</c>).</summary>
public sealed class ThrowTests
{
    [Fact]
    public void A_program_ends_with_what_is_thrown_and_nothing_behind_it_runs()
    {
        Needs.Features(Feature.MayGoto);
        using Thrown.Loaded thrown = Thrown.Load();
        Assert.Equal(XdpAction.Pass, thrown.Packet.Run(new byte[64]).Action);
        Assert.Equal(65ul, thrown.Steps);
        Assert.Equal(XdpAction.Tx, thrown.Packet.Run(new byte[128]).Action);
        Assert.Equal(65ul, thrown.Steps);
    }
}

using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;

namespace Bpf.Frontend.Tests;

public class ProgramAttributeTests
{
    [Fact]
    public void What_a_program_requires_and_may_be_refused_for_reaches_the_module()
    {
        Snippet s = Snippet.Members("""
            [Xdp, Requires(Bpf.Core.Kernel.Feature.Loop), Requires(Bpf.Core.Kernel.Feature.Timers), AcceptUnverified("6.12", "why")]
            static XdpAction F(XdpContext ctx) => XdpAction.Pass;
            [Xdp, InsteadOf(nameof(F))]
            static XdpAction G(XdpContext ctx) => XdpAction.Pass;
            """);
        ProgramInfo f = s.Module.Functions.Single(x => x.Name == "F").Program!;
        Assert.Equal([Feature.Loop, Feature.Timers], f.Requires);
        Assert.Equal([new AcceptedKernel("6.12", "why")], f.AcceptUnverified);
        Assert.Equal("F", s.Module.Functions.Single(x => x.Name == "G").Program!.InsteadOf);
        Assert.Equal("F", s.Result.Model!.Programs[1].InsteadOf);
    }

    [Fact]
    public void A_fallback_for_a_program_that_is_never_left_out_is_refused()
    {
        Snippet s = Snippet.Members("""
            [Xdp] static XdpAction F(XdpContext ctx) => XdpAction.Pass;
            [Xdp, InsteadOf(nameof(F))] static XdpAction G(XdpContext ctx) => XdpAction.Pass;
            """);
        Assert.Equal("BPF0016", Assert.Single(s.Diagnostics).Id);
    }
}

using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Functions that kernels verify on their own.</summary>
public sealed class GlobalFunctionTests
{
    [Fact]
    public void Numbers_and_the_context_are_passed_on_every_kernel()
    {
        Needs.Kernel();
        using Globals.Loaded globals = Globals.Load();
        Assert.Equal(XdpAction.Pass, globals.Numbers.Run(new byte[64]).Action);
        Assert.Equal(-3000L + 64 + 7, (long)globals.Sum);
        Assert.Equal(XdpAction.Drop, globals.Numbers.Run(new byte[128]).Action);
    }

    [Fact]
    public void Memory_is_passed_of_whatever_kind_it_is()
    {
        Needs.Features(Feature.Timers);
        using Globals.Loaded globals = Globals.Load();
        Assert.Equal(XdpAction.Pass, globals.Memory.Run(new byte[64]).Action);
        Assert.Equal(64ul + 64 + (2 * 1064), globals.Sum);
        Assert.Equal(new Globals.Flow { Packets = 2, Bytes = 1064 }, globals.Flows[7]);
    }

    [Fact]
    public void Another_object_takes_the_place_of_one()
    {
        Needs.Features(Feature.Fentry);
        using Globals.Loaded globals = Globals.Load();
        LoadOptions onto = new() { Targets = new Dictionary<string, BpfProgram> { ["other"] = globals.Numbers } };
        using BpfObject other = BpfObject.Load(AnswerObject.Other("freplace/Answer", XdpAction.Tx), onto);
        using (new ReplacingProgram(other.Program("other")).Attach())
            Assert.Equal(XdpAction.Tx, globals.Numbers.Run(new byte[64]).Action);
        Assert.Equal(XdpAction.Pass, globals.Numbers.Run(new byte[64]).Action);
    }
}

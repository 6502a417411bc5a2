using Bpf.Core;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Programs attached to functions of other programs.</summary>
public sealed class ReplacementTests
{
    [Fact]
    public void A_function_of_a_loaded_program_is_replaced_and_given_back()
    {
        Needs.Features(Feature.Fentry);
        using BpfObject target = BpfObject.Load(AnswerObject.Create(XdpAction.Pass));
        BpfProgram main = target.Program("main");
        using BpfObject other = BpfObject.Load(AnswerObject.Other("freplace/" + AnswerObject.Function, XdpAction.Drop), Onto(main));
        Assert.Equal(XdpAction.Pass, Answer(main));
        using (new ReplacingProgram(other.Program("other")).Attach())
            Assert.Equal(XdpAction.Drop, Answer(main));
        Assert.Equal(XdpAction.Pass, Answer(main));
    }

    [Fact]
    public void A_program_of_CSharp_says_its_context_in_its_types_so_that_it_can_be_replaced()
    {
        Needs.Features(Feature.Fentry);
        using Frames.Loaded frames = Frames.Load();
        using BpfObject other = BpfObject.Load(AnswerObject.Other("freplace/Filter", XdpAction.Aborted), Onto(frames.Filter));
        Assert.Equal(XdpAction.Drop, Answer(frames.Filter));
        using (new ReplacingProgram(other.Program("other")).Attach())
            Assert.Equal(XdpAction.Aborted, Answer(frames.Filter));
    }

    [Fact]
    public void What_a_replacement_is_for_must_be_said_and_be_there()
    {
        Needs.Kernel();
        byte[] other = AnswerObject.Other("freplace/nothing", XdpAction.Drop);
        Assert.Contains("which one is not said", Assert.Throws<BpfFormatException>(() => BpfObject.Load(other)).Message, StringComparison.Ordinal);
        using BpfObject target = BpfObject.Load(AnswerObject.Create(XdpAction.Pass));
        LoadOptions onto = Onto(target.Program("main"));
        Assert.Contains("has no function 'nothing'", Assert.Throws<BpfFormatException>(() => BpfObject.Load(other, onto)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => BpfObject.Load(AnswerObject.Create(XdpAction.Pass), onto));
        Assert.Contains(
            "can't be attached to another program",
            Assert.Throws<BpfFormatException>(() => BpfObject.Load(AnswerObject.Other("xdp", XdpAction.Drop), onto)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fentry/main")]
    [InlineData("fexit/main")]
    [InlineData("fentry/" + AnswerObject.Function)]
    [InlineData("fexit/" + AnswerObject.Function)]
    public void A_function_of_a_loaded_program_is_watched(string section)
    {
        Needs.Features(Feature.Fentry);
        using BpfObject target = BpfObject.Load(AnswerObject.Create(XdpAction.Pass));
        BpfProgram main = target.Program("main");
        using BpfObject other = BpfObject.Load(ModuleObject.Counting(section), Onto(main, ModuleObject.Program));
        Assert.Equal(XdpAction.Pass, Answer(main));
        using (new TracingProgram<FunctionArgs>(other.Program(ModuleObject.Program)).Attach())
            Assert.Equal(XdpAction.Pass, Answer(main));
        Assert.Equal(XdpAction.Pass, Answer(main));
        Assert.Equal(1ul, other.Global<ulong>(ModuleObject.Counter).Value);
    }

    private static LoadOptions Onto(BpfProgram target, string program = "other") => new() { Targets = new Dictionary<string, BpfProgram> { [program] = target } };

    private static XdpAction Answer(BpfProgram program) => (XdpAction)program.Run(new byte[64]).ReturnValue;
}

using Bpf.Compiler.Driver;
using Bpf.Core.Isa;
using Bpf.Kernels;

namespace Bpf.Frontend.Tests;

/// <summary>Kernels before 6.7 verify a callback as if it were called once: they must not know what its state holds.</summary>
public class CallbackStateTests
{
    private const string Repeat = "ulong n = 0; Loop.Repeat(100, ref n, static (uint i, ref ulong s) => { if (s > 10) return LoopControl.Break; s++; return LoopControl.Continue; }); return (XdpAction)n;";

    [Theory]
    [InlineData(4, "6.1")]
    [InlineData(4, "6.1", "6.12")]
    [InlineData(0, "6.12", "7.2")]
    public void The_state_is_hidden_before_and_behind_where_a_kernel_named_would_trust_it(int swaps, params string[] kernels)
    {
        CompilationResult result = BpfCompiler.Compile(Snippet.Body(Repeat).Module, new() { Kernels = [.. kernels.Select(k => KernelProfiles.Find(k)!)] });
        Assert.NotNull(result.Object);
        Assert.Equal(swaps, result.Programs.Single().Instructions.Count(i => i.Opcode == Opcode.AluEndBe));
    }

    [Fact]
    public void State_in_a_map_is_left_as_it_is()
    {
        Snippet s = Snippet.Members("""
            static readonly ArrayMap<ulong> M = new(1);
            [Xdp] static XdpAction F(XdpContext ctx)
            {
                if (!M.TryFind(0, out Ref<ulong> v)) return XdpAction.Pass;
                Loop.Repeat(3, ref v.Value, static (uint i, ref ulong s) => { s++; return LoopControl.Continue; });
                return XdpAction.Drop;
            }
            """);
        Assert.DoesNotContain("forget", s.Text());
    }
}

using Bpf.Compiler.Driver;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Kernels;

namespace Bpf.Frontend.Tests;

/// <summary>Guards that are enough, for us and for the kernel: nothing is reported, and every kernel accepts the program.</summary>
public class GuardTests
{
    [Theory]
    [InlineData("a config field's range", "Sum = Table[(int)Slot];")]
    [InlineData("a config field's range in arithmetic", "Sum = Table[(int)Slot / 2 + 8];")]
    [InlineData("a length returned on", "uint i = ctx.Length; if (i >= 16) return XdpAction.Pass; Sum = Table[(int)i];")]
    [InlineData("a context field read twice", "if (ctx.RxQueueIndex < 8) Sum = Table[(int)ctx.RxQueueIndex];")]
    [InlineData("a divisor read twice", "if (ctx.RxQueueIndex == 0) return XdpAction.Drop; Sum = 100 / ctx.RxQueueIndex;")]
    [InlineData("an index computed before its part is tested", "uint i = ctx.RxQueueIndex; uint j = i * 2 + 1; if (i < 7) Sum = Table[(int)j];")]
    [InlineData("a signed config field", "Sum = Table[Step + 3];")]
    [InlineData("a loop to the length of a span", "ReadOnlySpan<byte> s = Text[(int)(ctx.RxQueueIndex & 3)..]; for (int i = 0; i < s.Length; i++) Sum += s[i];")]
    [InlineData("a loop from the end", "Span<byte> s = stackalloc byte[8]; for (int i = 1; i <= s.Length; i++) Sum += s[^i];")]
    [InlineData("an element of a part", "ReadOnlySpan<byte> s = Text[..(int)(ctx.RxQueueIndex & 7)]; int i = (int)ctx.IngressIfindex; if ((uint)i < (uint)s.Length) Sum = s[i];")]
    [InlineData("foreach", "foreach (byte b in Text[1..]) Sum += b; foreach (int n in Numbers) Sum += (ulong)n;")]
    [InlineData("a value that is there", "ulong? last = ctx.Length > 9 ? Sum : null; if (last.HasValue) Sum = last.Value; if (last is not null) Sum += last.Value; if (last is { } v) Sum += v;")]
    [InlineData("a length tested before a slice", "ReadOnlySpan<byte> s = Text[(int)(ctx.RxQueueIndex & 7)..]; if (s.Length >= 2) Sum = s[1] + (ulong)s[2..].Length;")]
    [InlineData("a list pattern", "ReadOnlySpan<byte> s = Text[(int)(ctx.RxQueueIndex & 7)..]; if (s is [var a, _, .. var rest]) Sum = a + (ulong)rest.Length;")]
    [InlineData("a pattern of two bounds", "int i = (int)ctx.RxQueueIndex; if (i is >= 0 and < 16) Sum = Table[i];")]
    [InlineData("two bounds at once", "int i = (int)ctx.RxQueueIndex; bool inside = i >= 0 & i < 16; if (inside) Sum = Table[i];")]
    [InlineData("out of bounds returned on", "int i = (int)ctx.RxQueueIndex; if (i is < 0 or > 15) return XdpAction.Pass; Sum = Table[i];")]
    [InlineData("a negated pattern", "int i = (int)ctx.RxQueueIndex; if (i is not (>= 0 and <= 15)) return XdpAction.Pass; Sum = Table[i];")]
    [InlineData("two values compared", "ulong? a = ctx.Length > 9 ? Sum : null, b = ctx.Length < 99 ? 5 : null; if (a < b) Sum = a.Value + b.Value;")]
    [InlineData("a switch", "int i = (int)ctx.RxQueueIndex; Sum = i switch { >= 0 and < 8 => Table[i], >= 8 and < 16 => Table[i - 8], _ => 0u };")]
    [InlineData("a copy of what fits", "Span<byte> s = stackalloc byte[8]; Text.CopyTo(s); s[2..4].Clear(); s[5..].Fill(1); Sum = s[3];")]
    public void A_guard_that_bounds_an_index_is_enough(string what, string body)
    {
        Snippet s = Snippet.Members(
            "[Config(Min = 0, Max = 15)] static uint Slot; [Config(Min = -3, Max = 12)] static int Step; static ulong Sum; static Comm Table;"
            + "static ReadOnlySpan<byte> Text => \"eBPF, C#\"u8; static readonly int[] Numbers = [1, 2, 3];"
            + "[Xdp] static XdpAction F(XdpContext ctx) { " + body + " return XdpAction.Pass; }");
        AssertAccepted(s, what);
    }

    [Theory]
    [InlineData("Sum = Table[(int)Wide];", "BPF0414")]
    [InlineData("if (ctx.RxQueueIndex < 17) Sum = Table[(int)ctx.RxQueueIndex];", "BPF0414")]
    [InlineData("uint i = ctx.RxQueueIndex; uint j = i * 2 + 2; if (i < 8) Sum = Table[(int)j];", "BPF0414")]
    public void A_guard_that_leaves_one_index_too_many_is_not(string body, string rule)
    {
        Snippet s = Snippet.Members(
            "[Config(Min = 0, Max = 16)] static uint Wide; static ulong Sum; static Comm Table; [Xdp] static XdpAction F(XdpContext ctx) { " + body + " return XdpAction.Pass; }");
        CompilationResult compiled = BpfCompiler.Compile(s.Module, new() { Kernels = [KernelProfiles.Find("6.18")!] });
        Assert.Equal([rule], compiled.Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void A_variable_index_into_the_stack_is_refused_for_kernels_that_cannot_follow_it()
    {
        Snippet s = Snippet.Body("Span<byte> s = stackalloc byte[16]; s[(int)(ctx.RxQueueIndex & 15)] = 1; return s[3] > 0 ? XdpAction.Drop : XdpAction.Pass;");
        KernelProfile updated = KernelProfiles.Find("5.10")!, old = updated with { Version = new(5, 11) };
        Assert.Equal(["BPF0516"], BpfCompiler.Compile(s.Module, new() { Kernels = [old] }).Diagnostics.Select(d => d.Id));
        Assert.Empty(BpfCompiler.Compile(s.Module, new() { Kernels = [updated] }).Diagnostics);
        Assert.Empty(BpfCompiler.Compile(s.Module, new() { Kernels = [KernelProfiles.Find("6.1")!] }).Diagnostics);
    }

    [Fact]
    public void A_walk_through_TCP_options_is_checked_once_a_round()
    {
        Snippet s = Snippet.Members("""
            static ulong Mss, Scale;
            [Xdp] static XdpAction F(XdpContext ctx)
            {
                PacketCursor c = ctx.Cursor;
                if (!c.TryRead(out Ref<EthernetHeader> eth) || !c.TryRead(out Ref<Ipv4Header> ip) || !c.TryRead(out Ref<TcpHeader> tcp)) return XdpAction.Pass;
                uint end = c.Offset + (uint)((ushort)tcp.Value.OffsetAndFlags >> 12) * 4 - TcpHeader.Size;
                for (int i = 0; i < 40; i++)
                {
                    if (c.Offset >= end) break;
                    if (!c.TryRead(out Ref<byte> kind)) return XdpAction.Pass;
                    if (kind.Value == 0) break;
                    if (kind.Value == 1) continue;
                    if (!c.TryRead(out Ref<byte> length) || length.Value < 2) return XdpAction.Drop;
                    switch (kind.Value)
                    {
                        case 2: if (!c.TryRead(out Ref<UInt16BE> mss)) return XdpAction.Pass; Mss = mss.Value; break;
                        case 3: if (!c.TryRead(out Ref<byte> scale)) return XdpAction.Pass; Scale = scale.Value; break;
                        default: if (!c.TrySkip((uint)(length.Value - 2))) return XdpAction.Pass; break;
                    }
                }
                return XdpAction.Pass;
            }
            """);
        CompilationResult compiled = AssertAccepted(s, "options");
        Assert.All(compiled.Programs.Single().Verdicts, v => Assert.True(v.Result.ProcessedInstructions < 10_000, v.Kernel + ": " + v.Result.ProcessedInstructions));
    }

    [Fact]
    public void What_the_simulator_does_not_model_is_a_warning()
    {
        LoweringResult lowered = Snippet.Lower(
            "using Bpf; [BpfObject(License = \"GPL\")] static partial class P { [Fentry(\"veth:veth_xmit\")] static int F(in FunctionArgs ctx) => 0; }", "P");
        BpfDiagnostic warning = Assert.Single(BpfCompiler.Compile(lowered.Module!, new() { Kernels = [KernelProfiles.Find("6.12")!] }).Diagnostics);
        Assert.Equal("BPF0500", warning.Id);
        Assert.Contains("functions of modules", warning.Message);
        Assert.False(warning.IsError);
    }

    private static CompilationResult AssertAccepted(Snippet s, string what)
    {
        CompilationResult compiled = BpfCompiler.Compile(s.Module, new() { Kernels = [KernelProfiles.Find("5.10")!, KernelProfiles.Find("6.1")!, KernelProfiles.Find("6.18")!] });
        Assert.True(compiled.Diagnostics.IsEmpty, what + ": " + string.Join("\n", compiled.Diagnostics));
        return compiled;
    }
}

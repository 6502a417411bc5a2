using Bpf.Compiler.Driver;
using Bpf.Core.Explain;
using Bpf.Kernels;

namespace Bpf.Frontend.Tests;

public class SubprogramTests
{
    private const string Apart = "[MethodImpl(MethodImplOptions.NoInlining)] ";

    [Fact]
    public void A_method_not_to_be_inlined_is_a_function_of_its_own_once_for_all_its_calls()
    {
        Snippet s = Snippet.Members($$"""
            [Xdp] static XdpAction F(XdpContext ctx) => (XdpAction)(G(1) + G((int)ctx.Length));
            {{Apart}} static int G(int a) => a & 1;
            """);
        Assert.Equal(["P__dG", "F"], s.Module.Functions.Select(f => f.Name));
        Assert.Equal(2, s.Text().Split("call \"P__dG\"").Length - 1);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void More_functions_that_call_each_other_than_a_kernel_has_frames_are_refused_at_the_call(int functions, bool isRefused)
    {
        string members = string.Concat(Enumerable.Range(1, functions)
            .Select(i => Apart + $"static uint G{i}(uint a) => {(i < functions ? $"G{i + 1}(a)" : "a")} + Sum;\n"));
        Snippet s = Snippet.Members("static uint Sum; [Xdp] static XdpAction F(XdpContext ctx) { Sum = G1(ctx.Length); return XdpAction.Pass; }\n" + members);
        CompilationResult result = BpfCompiler.Compile(s.Module, new() { Kernels = [KernelProfiles.Find("6.18")!] });
        Assert.Equal(isRefused ? ["BPF0406"] : [], result.Diagnostics.Select(d => d.Id));
        if (isRefused) Assert.Equal("G8(a)", s.TextAt(result.Diagnostics[0]));
    }

    [Fact]
    public void Methods_that_are_inlined_too_deeply_are_refused_though_none_calls_itself()
    {
        string nested = string.Concat(Enumerable.Repeat("A<", 70)) + "Z" + new string('>', 70);
        Snippet s = Snippet.Members($$"""
            interface IDo { static abstract uint Do(uint x); }
            struct Z : IDo { public static uint Do(uint x) => x; }
            struct A<T> : IDo where T : IDo { public static uint Do(uint x) => T.Do(x) + 1; }
            [Xdp] static XdpAction F(XdpContext ctx) => (XdpAction){{nested}}.Do(ctx.Length);
            """);
        BpfDiagnostic refused = Assert.Single(s.Diagnostics);
        Assert.Equal(("BPF0406", "T.Do(x)"), (refused.Id, s.TextAt(refused)));
        Assert.True(refused.Message.Length < 2000, refused.Message);
    }

    [Fact]
    public void A_packet_is_read_in_a_subprogram_which_is_passed_the_context_for_it()
    {
        Snippet s = Snippet.Members($$"""
            [Xdp] static XdpAction F(XdpContext ctx)
            {
                PacketCursor cursor = ctx.Cursor;
                if (!cursor.TryRead(out Ref<EthernetHeader> eth)) return XdpAction.Pass;
                return Allows(ref cursor, eth.Value.EtherType) && First(ctx) == 2 ? XdpAction.Pass : XdpAction.Drop;
            }
            {{Apart}} static bool Allows(ref PacketCursor cursor, ushort type) => type == EtherType.IPv4 && cursor.TryRead(out Ref<Ipv4Header> ip) && ip.Value.Protocol == 6;
            {{Apart}} static byte First(XdpContext ctx) => ctx.TryRef(0, out Ref<byte> b) ? b.Value : (byte)0;
            """);
        Assert.Contains("func \"P__dAllows\" (ptr.context, ptr.stack, i32) i32", s.Text("P__dAllows"));
        CompilationResult result = BpfCompiler.Compile(s.Module, new() { Kernels = KernelProfiles.All });
        Assert.Empty(result.Diagnostics.Where(d => d.IsError));
        Assert.Equal(KernelProfiles.All.Length, result.Programs.Single().Verdicts.Count(v => v.Result.Verdict == Verifier.Verdict.Accept));
    }

    [Fact]
    public void A_reference_into_another_kind_of_memory_makes_another_function()
    {
        Snippet s = Snippet.Members($$"""
            static int Total;
            [Xdp] static XdpAction F(XdpContext ctx) { int local = 1; Add(ref local); Add(ref Total); Add(ref Total); return (XdpAction)(local & 1); }
            {{Apart}} static void Add(ref int n) => n += 3;
            """);
        Assert.Equal(["P__dAdd", "P__dAdd_2", "F"], s.Module.Functions.Select(f => f.Name));
    }

    [Fact]
    public void Recursion_is_found_through_functions_of_their_own()
    {
        Snippet s = Snippet.Members($$"""
            [Xdp] static XdpAction F(XdpContext ctx) => (XdpAction)(A((int)ctx.Length) & 1);
            {{Apart}} static int A(int n) => n == 0 ? 1 : B(n - 1);
            static int B(int n) => A(n);
            """);
        BpfDiagnostic found = Assert.Single(s.Diagnostics);
        Assert.Equal("BPF0109", found.Id);
        Assert.Contains("A -> B -> A", found.Message);
    }

    [Fact]
    public void The_stack_of_all_functions_that_call_each_other_is_512_bytes_and_the_chain_is_named()
    {
        const string Types = "[InlineArray(300)] struct Big { byte e; } ";
        Snippet s = Snippet.Members($$"""
            {{Types}}
            [Xdp] static XdpAction F(XdpContext ctx) { Big b = default; b[(int)(ctx.Length & 127)] = 1; return (XdpAction)((G(ref b, 3) + b[(int)(ctx.Length & 63)]) & 1); }
            {{Apart}} static int G(ref Big a, int n) { Big b = a; b[n & 127] = 2; return b[a[0] & 127]; }
            """);
        BpfDiagnostic error = Assert.Single(BpfCompiler.Compile(s.Module, new()).Diagnostics, d => d.IsError);
        Assert.Equal("BPF0401", error.Id);
        Assert.Matches(@"F\(.*\) \(304 bytes\) -> .*G\(.*\) \(304 bytes, 304 of them 'b'\)", error.Message);
        Assert.Equal("b = a", s.TextAt(error));
    }

    [Theory]
    [InlineData("G(ctx)", "static void G(XdpContext ctx) => Next.TailCall(Slot.One);", false)]
    [InlineData("G(ctx)", "[MethodImpl(MethodImplOptions.NoInlining)] static void G(XdpContext ctx) => Next.TailCall(Slot.One);", true)]
    [InlineData("G(ctx)", "[GlobalFunction] static void G(XdpContext ctx) => Next.TailCall(Slot.One);", true)]
    [InlineData("uint n = 0; Loop.Repeat(3, ref n, static (uint i, ref uint s) => { Next.TailCall(Slot.One); return LoopControl.Continue; })", "", true)]
    public void A_tail_call_that_would_return_into_its_program_is_refused(string call, string function, bool isRefused)
    {
        Snippet s = Snippet.Members($$"""
            enum Slot { One }
            static readonly ProgramArray<Slot> Next = new();
            [Xdp] static XdpAction F(XdpContext ctx) { {{call}}; return XdpAction.Pass; }
            {{function}}
            """);
        Assert.Equal(isRefused ? ["BPF0301"] : [], s.Diagnostics.Select(d => d.Id));
        if (isRefused) Assert.Equal("Next.TailCall(Slot.One)", s.TextAt(s.Diagnostics[0]));
    }
}

using Bpf.Compiler.Driver;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Explain;
using Bpf.Kernels;
using Bpf.Verifier;

namespace Bpf.Frontend.Tests;

public class GlobalFunctionTests
{
    private const string Flow = "public struct Flow { public uint Packets; public ulong Bytes; } ";

    [Fact]
    public void A_global_function_is_called_by_its_declared_signature_once_for_all_kinds_of_memory()
    {
        Snippet s = Snippet.Members("""
            static uint Total;
            [Xdp] static XdpAction F(XdpContext ctx) { uint local = 1; Add(ref local, ctx.Length); Add(ref Total, 2); return (XdpAction)(local & 1); }
            [GlobalFunction] static void Add(ref uint n, uint by) => n += by;
            """);
        Assert.Equal(["Add", "F"], s.Module.Functions.Select(f => f.Name));
        Assert.Contains("func \"Add\" (ptr.memory, i64) i64 global 0 {", s.Text("Add"));
    }

    [Fact]
    public void Its_prototype_says_what_it_takes_and_a_tag_what_is_never_null()
    {
        BpfObjectFile file = ElfReader.Read(Compile(FlowProgram, "6.12").Object!);
        BtfTypes types = file.Types!;
        BtfType score = types[types.Find("Score", BtfKind.Func)], prototype = types[score.TypeId];
        Assert.Equal(BtfLinkage.Global, score.Linkage);
        Assert.Equal("u32", types[prototype.TypeId].Name);
        Assert.Equal(["ctx", "flow", "last", "by"], Enumerable.Range(0, prototype.Length).Select(i => prototype.Parameter(i).Name));
        Assert.Equal("xdp_md", types[types[prototype.Parameter(0).TypeId].TypeId].Name);
        Assert.Equal("Flow", types[types[prototype.Parameter(1).TypeId].TypeId].Name);
        (string, int)[] tags = [.. Enumerable.Range(1, types.Count).Select(id => types[id]).Where(t => t.Kind == BtfKind.DeclTag && t.TypeId == score.Id).Select(t => (t.Name, t.ComponentIndex))];
        Assert.Equal([("arg:nonnull", 1)], tags);
        BtfTypes guarded = ElfReader.Read(Compile(FlowProgram, "6.1", "6.12").Object!).Types!;
        Assert.DoesNotContain(Enumerable.Range(1, guarded.Count), id => guarded[id].Kind == BtfKind.DeclTag);
    }

    [Fact]
    public void Every_kernel_that_passes_memory_accepts_it_and_older_ones_are_named()
    {
        CompilationResult result = Compile(FlowProgram, "6.1", "6.12", "6.18", "7.2");
        Assert.Empty(result.Diagnostics.Where(d => d.IsError));
        Assert.All(result.Programs.Single().Verdicts, v => Assert.Equal(Verdict.Accept, v.Result.Verdict));
        BpfDiagnostic old = Assert.Single(Compile(FlowProgram, "5.10").Diagnostics, d => d.IsError);
        Assert.Equal("BPF0310", old.Id);
        Assert.Contains("memory as parameter 'flow' of the global function 'Score'", old.Message, StringComparison.Ordinal);
        Assert.Empty(Compile("[Xdp] static XdpAction F(XdpContext ctx) => (XdpAction)(G(ctx, 3) & 1); [GlobalFunction] static uint G(XdpContext ctx, uint by) => ctx.Length * by;", "5.10").Diagnostics);
    }

    [Fact]
    public void Verifying_it_once_takes_fewer_steps_than_with_each_of_its_callers()
    {
        const string Body = "static uint Mix(uint a) { uint n = 0; for (uint i = 0; i < 40; i++) { if ((a & i) > 2) n += i; else n ^= a; } return n; }";
        string program = "static uint Sum; [Xdp] static XdpAction F(XdpContext ctx) { " + string.Concat(Enumerable.Range(1, 12).Select(i => $"Sum += Mix(ctx.Length + {i}); ")) + "return XdpAction.Pass; }\n";
        int apart = Steps(program + "[MethodImpl(MethodImplOptions.NoInlining)] " + Body), global = Steps(program + "[GlobalFunction] " + Body);
        Assert.True(global * 5 < apart, $"{global} and {apart}");
    }

    [Theory]
    [InlineData("G(1, 2, 3, 4, 5, 6)", "static uint G(uint a, uint b, uint c, uint d, uint e, uint f) => a;", "it has 6 parameters")]
    [InlineData("G(1u)", "static T G<T>(T a) where T : unmanaged => a;", "without type parameters")]
    [InlineData("new S().G()", "private struct S { [GlobalFunction] public uint G() => 1; }", "it is not a static method")]
    [InlineData("G().Packets", "static Flow G() => default;", "what it returns is no number")]
    [InlineData("G(stackalloc byte[8])", "static uint G(System.Span<byte> s) => s[0];", "'s' is neither a number")]
    [InlineData("G(Counts)", "static uint G(HashMap<uint, uint> m) => 1;", "'m' is neither a number")]
    [InlineData("G((1u, 2u))", "static uint G((uint, uint) t) => 1;", "'t' is neither a number")]
    [InlineData("G(ctx.Length)", "static uint G(uint n) { Events.TryOutput(in n); return n; } static readonly PerfEventArray<uint> Events = new();", "it needs the program's context")]
    [InlineData("G(ctx.Length)", "[OnFault(XdpAction.Drop)] static uint G(uint n) => 5 / n;", "no [OnFault] can end its program from there")]
    public void What_a_verifier_could_not_know_without_callers_is_refused(string call, string function, string reason)
    {
        string marked = function.StartsWith("private", StringComparison.Ordinal) ? function : "[GlobalFunction] " + function;
        Snippet s = Snippet.Members($"{Flow} static readonly HashMap<uint, uint> Counts = new(4); [Xdp] static XdpAction F(XdpContext ctx) {{ Counts.TryAdd(1, 1); return (XdpAction)({call} & 1); }} {marked}");
        BpfDiagnostic found = Assert.Single(s.Diagnostics, d => d.IsError);
        Assert.Equal("BPF0026", found.Id);
        Assert.Contains(reason, found.Message, StringComparison.Ordinal);
    }

    private static string FlowProgram => Flow + """
        static readonly HashMap<uint, Flow> Flows = new(16);
        [Xdp] static XdpAction F(XdpContext ctx)
        {
            Flow local = new() { Packets = ctx.Length };
            Flows.TryFind(1, out Ref<Flow> last);
            return (XdpAction)(Score(ctx, in local, last, 3) & 1);
        }
        [GlobalFunction] static uint Score(XdpContext ctx, in Flow flow, Ref<Flow> last, ushort by) => flow.Packets * by + ctx.Length + (last.IsNull ? 0 : last.Value.Packets);
        """;

    private static int Steps(string members) => Compile(members, "6.12").Programs.Single().Verdicts.Single().Result.ProcessedInstructions;

    private static CompilationResult Compile(string members, params string[] kernels)
    {
        Snippet s = Snippet.Members(members);
        Assert.Empty(s.Diagnostics.Where(d => d.IsError));
        return BpfCompiler.Compile(s.Module, new() { Kernels = [.. kernels.Select(k => KernelProfiles.Find(k)!)] });
    }
}

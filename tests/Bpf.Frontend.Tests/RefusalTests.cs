namespace Bpf.Frontend.Tests;

public class RefusalTests
{
    private const string Outside = """
        class Thing { public int Value; public virtual int Get() => 1; }
        interface IShape { int Area(); }
        struct Square : IShape { public int Side; public int Area() => Side * Side; }
        ref struct Holder { public ref int Number; }
        static class Assigned { public static readonly int[] Table = [1, 2]; public static readonly int Number; static Assigned() { Number = 3; Table = [3, 4]; } }
        static class Elsewhere { public static int Mutable; public static readonly int[] Table = [1, 2]; public static readonly int[] Computed = new int[Mutable]; public static IEnumerable<int> Numbers => []; }
        """;

    public static TheoryData<string, string, string> Cases => new()
    {
        // what is written                                                      rule       where it points
        { "double d = 1.5; return d > 1 ? XdpAction.Drop : XdpAction.Pass;",     "BPF0101", "1.5" },
        { "int n = (int)(ctx.Length * 0.5f);",                                   "BPF0101", "ctx.Length * 0.5f" },
        { "decimal m = ctx.Length;",                                             "BPF0101", "ctx.Length" },
        { "var t = new Thing();",                                                "BPF0102", "new Thing()" },
        { "var l = new List<int>();",                                            "BPF0102", "new List<int>()" },
        { "int[] a = new int[4];",                                               "BPF0103", "new int[4]" },
        { "int[] a = [1, 2];",                                                   "BPF0103", "[1, 2]" },
        { "string s = \"a\" + ctx.Length;",                                      "BPF0104", "\"a\" + ctx.Length" },
        { "string s = $\"{ctx.Length}\";",                                       "BPF0104", "$\"{ctx.Length}\"" },
        { "int n = 0; Loop.Repeat(3, ref n, (uint i, ref int s) => LoopControl.Break);", "BPF0105", "(uint i, ref int s) => LoopControl.Break" },
        { "Func<int, int> f = x => x + 1;",                                      "BPF0105", "x => x + 1" },
        { "try { ctx.TryRef(0, out Ref<byte> b); } catch { }",                   "BPF0106", "try { ctx.TryRef(0, out Ref<byte> b); } catch { }" },
        { "if (ctx.Length == 0) throw null!;",                                   "BPF0106", "throw null!;" },
        { "foreach (int x in Elsewhere.Numbers) { }",                            "BPF0107", "Elsewhere.Numbers" },
        { "Elsewhere.Table[1] = 3;",                                             "BPF0103", "Elsewhere.Table[1]" },
        { "Elsewhere.Table[1]++;",                                               "BPF0103", "Elsewhere.Table[1]" },
        { "int x = 1; Holder h = new() { Number = ref x };",                     "BPF0205", "new() { Number = ref x }" },
        { "int n = Assigned.Table[1];",                                          "BPF0116", "Assigned.Table" },
        { "int n = Assigned.Number;",                                            "BPF0116", "Assigned.Number" },
        { "int n = Elsewhere.Computed[1];",                                      "BPF0116", "Elsewhere.Computed" },
        { "int n = R(3); static int R(int x) => x == 0 ? 0 : R(x - 1);",         "BPF0109", "R(x - 1)" },
        { "object o = ctx.Length;",                                              "BPF0110", "ctx.Length" },
        { "IShape s = new Square();",                                            "BPF0110", "new Square()" },
        { "System.Threading.Interlocked.MemoryBarrier();",                       "BPF0112", "System.Threading.Interlocked.MemoryBarrier()" },
        { "int n = Environment.ProcessorCount;",                                 "BPF0112", "Environment.ProcessorCount" },
        { "uint n = BitOperations.Crc32C(7u, (byte)2);",                         "BPF0112", "BitOperations.Crc32C(7u, (byte)2)" },
        { "ushort n = 3; ref uint r = ref Unsafe.As<ushort, uint>(ref n);",      "BPF0115", "Unsafe.As<ushort, uint>(ref n)" },
        { "uint n = Unsafe.BitCast<ushort, uint>(3);",                           "BPF0115", "Unsafe.BitCast<ushort, uint>(3)" },
        { "var t = typeof(int);",                                                "BPF0113", "typeof(int)" },
        { "Comm c = default; bool b = (c, 1) == (c, 2);",                        "BPF0114", "(c, 1) == (c, 2)" },
        { "int n = 3; bool b = (n, checked((byte)(n + 300))) == (4, 5);",        "BPF0114", "(byte)(n + 300)" },
        { "UInt16BE? p = 80; p += 2;",                                           "BPF0114", "p += 2" },
        { "ctx.TryRef(0, out Ref<(int, long)> t);",                              "BPF0202", "ctx.TryRef(0, out Ref<(int, long)> t)" },
        { "Span<byte> s = stackalloc byte[(int)ctx.Length];",                    "BPF0125", "stackalloc byte[(int)ctx.Length]" },
        { "for (int i = 0; i < 3; i++) { Span<byte> s = stackalloc byte[8]; }",  "BPF0125", "stackalloc byte[8]" },
        { "Span<byte> s = stackalloc byte[600];",                                "BPF0125", "stackalloc byte[600]" },
        { "Span<byte> s = stackalloc byte[4]; if (ctx.Length > 3) s = stackalloc byte[8];", "BPF0117", "s = stackalloc byte[8]" },
        { "ReadOnlySpan<byte> s = ctx.Length > 3 ? \"a\"u8 : stackalloc byte[1];", "BPF0117", "stackalloc byte[1]" },
        { "ReadOnlySpan<char> s = \"abc\";",                                     "BPF0104", "\"abc\"" },
        { "Index i = 1; ReadOnlySpan<byte> s = \"abc\"u8; int n = s[i];",        "BPF0112", "1" },
        { "int* p = (int*)ctx.Length;",                                          "BPF0115", "(int*)ctx.Length" },
        { "delegate*<int> f = &One; static int One() => 1;",                     "BPF0115", "&One" },
        { "Elsewhere.Mutable++;",                                                "BPF0116", "Elsewhere.Mutable" },
        { "int n = Enumerable.Range(0, 3).Sum();",                               "BPF0119", "Enumerable.Range(0, 3).Sum()" },
        { "dynamic d = 1; d.Foo();",                                             "BPF0122", "1" },
        { "lock (typeof(int)) { }",                                              "BPF0123", "lock (typeof(int)) { }" },
        { "Trace.Print($\"{ctx.Length:N2}\");",                                  "BPF0120", "{ctx.Length:N2}" },
        { "Trace.Print($\"{(int)ctx.Length:d4}\");",                             "BPF0120", "{(int)ctx.Length:d4}" },
        { "Trace.Print($\"{ctx.Length,9:x8}\");",                                "BPF0120", "{ctx.Length,9:x8}" },
        { "Trace.Print($\"{CurrentTask.Comm}s\");",                              "BPF0120", "s" },
        { "Trace.Print($\"{'c'}\");",                                            "BPF0120", "{'c'}" },
        { "byte b = 1; Interlocked.Exchange(ref b, 2);",                         "BPF0302", "Interlocked.Exchange(ref b, 2)" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_construct_that_eBPF_cannot_carry_is_refused_at_its_expression(string body, string rule, string where)
    {
        Snippet s = Snippet.Body(body.Contains("return") ? body : body + "\nreturn XdpAction.Pass;", Outside);
        Assert.Null(s.Result.Module);
        Assert.Contains((rule, where), s.Diagnostics.Select(d => (d.Id, s.TextAt(d))));
    }

    [Theory]
    [InlineData("whole structure", "[KernelType(\"task_struct\")] struct T { public int Pid; } [Xdp] static int F(XdpContext ctx) { T t = new KernelPtr<T>(1).Value; return t.Pid; }", "BPF0331")]
    [InlineData("kernel function result", "[Kfunc(\"bpf_x\")] static KernelPtr<byte> X() => default; [Xdp] static int F(XdpContext ctx) => (int)X().Address;", "BPF0333")]
    [InlineData("kernel function of six", "[Kfunc(\"bpf_x\")] static int X(int a, int b, int c, int d, int e, int f) => 0; [Xdp] static int F(XdpContext ctx) => X(1, 2, 3, 4, 5, 6);", "BPF0333")]
    [InlineData("kernel function twice", "[Kfunc(\"bpf_x\")] static int X(int a) => 0; [Kfunc(\"bpf_x\")] static int Y(long a) => 0; [Xdp] static int F(XdpContext ctx) => X(1) + Y(2);", "BPF0333")]
    [InlineData("kernel function of a span", "[Kfunc(\"bpf_x\")] static int X(Span<byte> a) => 0; [Xdp] static int F(XdpContext ctx) => X(stackalloc byte[4]);", "BPF0124")]
    [InlineData("symbol as a number", "[Ksym(\"_stext\")] static readonly ulong S; [Xdp] static int F(XdpContext ctx) => (int)S;", "BPF0333")]
    [InlineData("setting as a struct", "[KConfig(\"CONFIG_HZ\")] static readonly Comm S; [Xdp] static int F(XdpContext ctx) { Comm c = S; return 0; }", "BPF0333")]
    [InlineData("setting written", "[KConfig(\"CONFIG_HZ\")] static uint S; [Xdp] static int F(XdpContext ctx) { S = 5; return 0; }", "BPF0301")]
    [InlineData("kernel field written", "[KernelType(\"task_struct\")] struct T { public int Pid; } [Kfunc(\"bpf_x\")] static Ref<T> X() => default; [Xdp] static int F(XdpContext ctx) { X().Value.Pid = 1; return 0; }", "BPF0301")]
    [InlineData("whole structure read", "[KernelType(\"task_struct\")] struct T { public int Pid; } [Xdp] static int F(XdpContext ctx) { KernelMemory.TryRead(1, out T t); return t.Pid; }", "BPF0331")]
    [InlineData("slots", "enum S : byte { A } static readonly ProgramArray<S> N = new(); [Xdp] static int F(XdpContext ctx) => 1;", "BPF0330")]
    [InlineData("async", "[Xdp] static async System.Threading.Tasks.Task<int> F() => 1;", "BPF0002")]
    [InlineData("instance context", "[Xdp] static int F(in PtRegs ctx) => 1;", "BPF0003")]
    [InlineData("copied registers", "[Kprobe] static int F(in PtRegs ctx) { PtRegs copy = ctx; return (int)copy.Argument0; }", "BPF0301")]
    [InlineData("system call argument", "[Kprobe] static int F(in PtRegs ctx) => KernelMemory.TryReadSystemCallArgument(ctx.Argument0, 6, out ulong a) ? (int)a : 0;", "BPF0301")]
    [InlineData("long result", "[Kprobe] static long F(in PtRegs ctx) => 1;", "BPF0002")]
    [InlineData("map size", "static int N = 3; static readonly HashMap<int, int> M = new(N); [Xdp] static int F(XdpContext ctx) => 1;", "BPF0004")]
    [InlineData("managed value", "static string? S; [Xdp] static int F(XdpContext ctx) => 1;", "BPF0201")]
    [InlineData("float global", "static double D; [Xdp] static int F(XdpContext ctx) => 1;", "BPF0203")]
    [InlineData("tuple value", "static readonly HashMap<int, (int, long)> M = new(1); [Xdp] static int F(XdpContext ctx) => 1;", "BPF0202")]
    [InlineData("padding", "struct K { public int A; public byte B; } static readonly HashMap<K, int> M = new(1); [Xdp] static int F(XdpContext ctx) => 1;", "BPF0204")]
    [InlineData("config range", "[Config(Min = 3, Max = 9)] static int C = 1; [Xdp] static int F(XdpContext ctx) => 1;", "BPF0006")]
    [InlineData("global", "static int G = System.Environment.ProcessorCount; [Xdp] static int F(XdpContext ctx) => 1;", "BPF0005")]
    [InlineData("map as value", "static readonly HashMap<int, int> M = new(1); [Xdp] static int F(XdpContext ctx) { var m = M; return m.Remove(1) ? 1 : 0; }", "BPF0121")]
    public void A_declaration_that_eBPF_cannot_carry_is_refused(string what, string members, string rule)
    {
        Snippet s = Snippet.Members(members);
        Assert.True(s.Result.Module is null, what);
        Assert.Contains(rule, s.Diagnostics.Select(d => d.Id));
    }

    [Theory]
    [InlineData("var m = M; return m.Remove(1) ? 1 : 0;", "M")]
    [InlineData("return G(M); static int G(HashMap<int, int> m) { m = M; return m.Remove(2) ? 1 : 0; }", "m")]
    [InlineData("return G(M); static int G(HashMap<int, int> m) { var n = m; return n.Remove(2) ? 1 : 0; }", "m")]
    [InlineData("return G().Remove(2) ? 1 : 0; static HashMap<int, int> G() => M;", "G().Remove(2)")]
    public void A_map_used_as_a_value_is_refused_once(string body, string at)
    {
        Snippet s = Snippet.Members("static readonly HashMap<int, int> M = new(1); [Xdp] static int F(XdpContext ctx) { " + body + " }");
        Assert.Equal([("BPF0121", at)], s.Diagnostics.Select(d => (d.Id, s.TextAt(d))));
    }

    [Fact]
    public void A_refusal_in_a_helper_says_where_it_is_called_from()
    {
        Snippet s = Snippet.Members("""
            [Xdp] static XdpAction F(XdpContext ctx) => G() > 1 ? XdpAction.Drop : XdpAction.Pass;
            static int G() => System.Environment.ProcessorCount;
            """);
        Core.Explain.BpfDiagnostic found = Assert.Single(s.Diagnostics);
        Assert.Equal("P.G()", found.Location!.Method);
        Assert.Equal("P.F(XdpContext)", found.Location.InlinedAt!.Method);
    }
}

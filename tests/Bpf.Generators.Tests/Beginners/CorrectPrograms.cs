namespace Bpf.Generators.Tests.Beginners;

/// <summary>What people expect to be refused, and what is near to a mistake: compiled, and accepted by every kernel.</summary>
internal static class CorrectPrograms
{
#pragma warning disable format // columns are aligned
    public static TheoryData<string, string> All { get; } = new()
    {
        // what                              code
        { "params of a span",                "Sum = Add(1, 2, 3); --- static uint Add(params ReadOnlySpan<uint> n) => n[0];" },
        { "an interface of a generic",       "Sum = Area(new Square()); --- interface IShape { uint Area(); } struct Square : IShape { public uint Area() => 4; } static uint Area<T>(T s) where T : struct, IShape => s.Area();" },
        { "a default method of an interface", "Sum = Area(new Square()); --- interface IShape { uint Area() => 4; } struct Square : IShape { } static uint Area<T>(T s) where T : struct, IShape => s.Area();" },
        { "nested local functions",          "uint k = ctx.Length; uint F() { uint G() => k + 1; return G(); } Sum = F();" },
        { "a partial method",                "F(); --- static partial void F(); static partial void F() { Sum = 1; }" },
        { "a partial method without body",   "F(); --- static partial void F();" },
        { "a conditional method left out",   "Log(1.5); --- [System.Diagnostics.Conditional(\"NEVER\")] static void Log(double x) { Sum++; }" },
        { "arithmetic of constants",         "const double Rate = 0.5; Sum = (uint)(Rate * 100); if (\"a\" == \"a\") Sum++;" },
        { "a loop backward with a bound",    "uint i = 0; Again: i++; if (i < 10) goto Again; Sum = i;" },
        { "a loop of a thousand rounds",     "for (uint i = 0; i < 1000; i++) { Sum += i; }" },
        { "six arguments",                   "Sum = F(1, 2, 3, 4, 5, ctx.Length); --- [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static uint F(uint a, uint b, uint c, uint d, uint e, uint f) => a + b + c + d + e + f;" },
        { "an unsigned index that counts",   "uint n = 0; for (int i = 0; i < 16; i++) { if ((ctx.Length >> i & 1) != 0) { if (n < 16) Buffer[(int)n++] = 1; } } Sum = n; --- static Comm Buffer;" },
        { "a signed index that counts",      "int n = 0; for (int i = 0; i < 16; i++) { if ((ctx.Length >> i & 1) != 0) { if (n >= 16) break; Buffer[n++] = 1; } } Sum = (uint)n; --- static Comm Buffer;" },
        { "a program in two parts",          "[BpfObject(License = \"GPL\")] static partial class Probe { [Xdp] static XdpAction F(XdpContext ctx) { X = 1; return XdpAction.Pass; } } static partial class Probe { static uint X; [Xdp] static XdpAction G(XdpContext ctx) { return XdpAction.Pass; } }" },
        { "a program that calls another",    "[Xdp] static XdpAction Filter(XdpContext ctx) { return Other(ctx); } [Xdp] static XdpAction Other(XdpContext ctx) { return XdpAction.Drop; }" },
        { "an overload of a program",        "[Xdp] static XdpAction Filter(XdpContext ctx) { return Filter(1); } static XdpAction Filter(uint x) { return XdpAction.Pass; }" },
        { "a name that is a keyword",        "[Xdp] static XdpAction @class(XdpContext ctx) { return XdpAction.Pass; }" },
        { "a name outside of ASCII",         "[Xdp] static XdpAction Größe(XdpContext ctx) { return XdpAction.Pass; }" },
        { "a nested object",                 "partial class Outer { [BpfObject(License = \"GPL\")] public static partial class Probe { [Xdp] static XdpAction F(XdpContext ctx) { return XdpAction.Pass; } } }" },
        { "a context of any system call",    "[Tracepoint(\"syscalls\", \"sys_exit_read\")] static int F(in SysExit ctx) { Sum = (uint)ctx.Result; return 0; }" },
        { "offsets of two headers",          "if (!ctx.TryRef(14, out Ref<Ipv4Header> ip)) return XdpAction.Pass; uint n = (ip.Value.VersionAndLength & 15u) << 2; if (!ctx.TryRef(14 + n, out Ref<TcpHeader> tcp)) return XdpAction.Pass; uint m = (uint)(tcp.Value.OffsetAndFlags >> 12) * 4; if (ctx.TryRef(14 + n + m, out Ref<uint> word)) Sum = word.Value;" },
        { "an offset by a remainder",        "if (ctx.TryRef(ctx.Length % 100, out Ref<uint> word)) Sum = word.Value;" },
        { "a slot of a histogram",           "Hist[Math.Min(System.Numerics.BitOperations.Log2(Helpers.KtimeGetNs()), 19)]++; --- [System.Runtime.CompilerServices.InlineArray(20)] public struct Slots { private ulong element; } static Slots Hist;" },
        { "a flag of an enum",               "if (((ConsoleModifiers)Sum).HasFlag(ConsoleModifiers.Alt)) Sum = 1;" },
        { "a volatile field",                "V = 1; Sum = V; --- static volatile uint V;" },
        { "a reference to a field",          "ref uint r = ref Get(); r = 5; --- static ref uint Get() => ref Sum;" },
        { "an event written field by field", "if (!Events.TryReserve(out Reservation<Ev> e)) return XdpAction.Pass; e.Value.Comm = default; e.Value.Pid = 1; if (ctx.Length > 5) e.Value.Time = 1; else e.Value.Time = 2; e.Submit();" },
        { "an event written by a method",    "if (Events.TryReserve(out Reservation<Ev> e)) { Fill(ref e.Value); e.Submit(); } --- static void Fill(ref Ev e) { e.Pid = 1; e.Time = 2; e.Comm = default; }" },
        { "an event written in a loop",      "if (Events.TryReserve(out Reservation<Ev> e)) { for (int i = 0; i < 16; i++) e.Value.Comm[i] = 1; e.Value.Pid = 1; e.Value.Time = 5; e.Submit(); }" },
        { "an event of defaults",            "if (Events.TryReserve(out Reservation<Ev> e)) { e.Value = new() { Pid = 5 }; e.Submit(); }" },
        { "an event discarded",              "if (Events.TryReserve(out Reservation<Ev> e)) { e.Value.Pid = 1; e.Discard(); }" },
        { "a check after a packet moved",    "Helpers.XdpAdjustHead(-8); if (!ctx.TryRef(0, out Ref<EthernetHeader> eth)) return XdpAction.Pass; Sum = eth.Value.EtherType;" },
    };
#pragma warning restore format
}

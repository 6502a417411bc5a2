namespace Bpf.Generators.Tests.Beginners;

/// <summary>What beginners forget: checks, bounds and releases.</summary>
internal static class LimitsMistakes
{
#pragma warning disable format // columns are aligned
    public static TheoryData<string, string, string> All { get; } = new()
    {
        // mistake                          rule       code
        { "while true",                     "BPF0404", "while ([|true|]) { Sum++; }" },
        { "for empty",                      "BPF0404", "[|for (;;) { }|]" },
        { "division by a variable",         "BPF0411", "Sum = [|100 / ctx.Length|];" },
        { "modulo by variable",             "BPF0411", "[|Sum %= ctx.Length|];" },
        { "division by zero constant",      "BPF0411", "Sum = [|Sum / 0|];" },
        { "division signed by -1",          "BPF0412", "int a = (int)ctx.Length, b = (int)ctx.RxQueueIndex; if (b != 0) Sum = (uint)([|a / b|]);" },
        { "checked add",                    "BPF0413", "checked { [|Sum += ctx.Length|]; }" },
        { "checked cast",                   "BPF0413", "byte b = checked([|(byte)ctx.Length|]); Sum = b;" },
        { "index out of range",             "BPF0414", "Comm c = default; Sum = [|c[(int)ctx.Length]|];" },
        { "span index",                     "BPF0414", "Span<byte> s = stackalloc byte[8]; [|s[(int)ctx.Length]|] = 1;" },
        { "int len++ unguarded in loop 16", "BPF0414", "static Comm Buf; static uint Len; [Xdp] static XdpAction Filter(XdpContext ctx) { int len = 0; for (int i = 0; i < 16; i++) { if ((ctx.Length >> i & 1) != 0) [|Buf[len++]|] = 1; } Sum = (uint)len; return XdpAction.Pass; }" },
        { "nullable value",                 "BPF0415", "uint? x = ctx.Length > 5 ? 1u : null; Sum = [|x.Value|];" },
        { "switch expression no match",     "BPF0417", "Sum = [|ctx.Length switch { 1 => 2u, 2 => 3u }|];" },
        { "forgotten null check",           "BPF0501", "Counts.TryFind(1, out Ref<ulong> n); [|n.Value|]++;" },
        { "submit without reserve check",   "BPF0501", "Events.TryReserve(out Reservation<Ev> e); [|e.Submit()|];" },
        { "use in failed branch",           "BPF0501", "if (Counts.TryFind(1, out Ref<ulong> n)) return XdpAction.Drop; [|n.Value|] = 1;" },
        { "null forgiving Ref",             "BPF0501", "Ref<ulong> n = default; [|n.Value|] = 1;" },
        { "tracepoint own struct",          "BPF0505", "struct My { public ulong A; } [Tracepoint(\"syscalls\", \"sys_enter_openat\")] static int F(in My ctx) { return (int)[|ctx.A|]; }" },
        { "forgotten submit",               "BPF0507", "if (![|Events.TryReserve(out Reservation<Ev> e)|]) return XdpAction.Pass; e.Value = default;" },
        { "early return without submit",    "BPF0507", "if (![|Events.TryReserve(out Reservation<Ev> e)|]) return XdpAction.Pass; e.Value = default; if (ctx.Length > 5) return XdpAction.Drop; e.Submit();" },
        { "two reservations, second fails", "BPF0507", "if (![|Events.TryReserve(out Reservation<Ev> e)|]) return XdpAction.Pass; if (!Events.TryReserve(out Reservation<Ev> f)) return XdpAction.Pass; e.Value = default; f.Value = default; e.Submit(); f.Submit();" },
        { "unbounded while",                "BPF0512", "uint i = 0; while ([|i < ctx.Length|]) { i++; Sum += i; }" },
        { "while true with break",          "BPF0512", "uint i = 0; while (true) { if (++i > [|ctx.Length|]) break; Sum += i; }" },
        { "loop too large",                 "BPF0512", "for (uint i = 0; [|i < 10000000|]; i++) { Sum += i; }" },
        { "goto backward",                  "BPF0512", "uint i = 0; Again: [|i++|]; if (i < ctx.Length) goto Again; Sum = i;" },
        { "use after submit",               "BPF0517", "if (!Events.TryReserve(out Reservation<Ev> e)) return XdpAction.Pass; e.Value = default; e.Submit(); [|e.Value.Pid|] = 1;" },
        { "double submit",                  "BPF0517", "if (!Events.TryReserve(out Reservation<Ev> e)) return XdpAction.Pass; e.Value = default; e.Submit(); [|e.Submit()|];" },
        { "submit then discard",            "BPF0517", "if (!Events.TryReserve(out Reservation<Ev> e)) return XdpAction.Pass; e.Value = default; e.Submit(); [|e.Discard()|];" },
        { "generated misuse",               "BPF0602", "[Xdp] static XdpAction Filter(XdpContext ctx) { [|Load()|]; return XdpAction.Pass; }" },
        { "a field never written",          "BPF0407", "if (!Events.TryReserve(out Reservation<Ev> e)) return XdpAction.Pass; e.Value.Pid = 1; [|e.Submit()|];" },
        { "a field not written on one path", "BPF0407", "if (!Events.TryReserve(out Reservation<Ev> e)) return XdpAction.Pass; e.Value.Comm = default; e.Value.Pid = 1; if (ctx.Length > 5) e.Value.Time = 1; [|e.Submit()|];" },
        { "a field that a method forgets",  "BPF0407", "if (Events.TryReserve(out Reservation<Ev> e)) { Fill(ref e.Value); [|e.Submit()|]; } --- static void Fill(ref Ev e) { e.Pid = 1; e.Comm = default; }" },
        { "64 bits behind four bytes",      "BPF0408", "static readonly LpmTrie<Ipv4Prefix, ulong> Nets = new(8); [Xdp] static XdpAction Filter(XdpContext ctx) { if (Nets.TryFind(new() { PrefixLength = 32 }, out Ref<ulong> n)) [|Interlocked.Increment(ref n.Value)|]; return XdpAction.Pass; }" },
        { "64 bits by a method",            "BPF0408", "struct Rule { public ulong Hits; public uint Color; } static readonly LpmTrie<Ipv4Prefix, Rule> Nets = new(8); [Xdp] static XdpAction Filter(XdpContext ctx) { if (Nets.TryFind(new() { PrefixLength = 32 }, out Ref<Rule> rule)) Count(ref rule.Value.Hits, ctx.Length); return XdpAction.Pass; } static void Count(ref ulong hits, uint length) => [|Interlocked.Add(ref hits, length)|];" },
        { "a packet moved",                 "BPF0517", "if (!ctx.TryRef(0, out Ref<EthernetHeader> eth)) return XdpAction.Pass; Helpers.XdpAdjustHead(-8); Sum = [|eth.Value.EtherType|];" },
        { "a reference to config written",  "BPF0518", "[Config] static uint Level; [Xdp] static XdpAction Filter(XdpContext ctx) { ref uint l = ref Level; [|l|] = 5; return XdpAction.Pass; }" },
        { "a label that leads to itself",   "BPF0404", "if (ctx.Length > 3) { [|Here: goto Here;|] }" },
        { "a pointer past the packet",      "BPF0502", "unsafe { if (!ctx.TryRef(0, out Ref<EthernetHeader> eth)) return XdpAction.Pass; fixed (EthernetHeader* p = &eth.Value) { Sum = [|p[1].EtherType|]; } }" },
        { "a pointer past a map's value",   "BPF0503", "unsafe { if (!Counts.TryFind(1, out Ref<ulong> n)) return XdpAction.Pass; fixed (ulong* p = &n.Value) { Sum = (uint)[|p[1]|]; } }" },
        { "a pointer past the stack",       "BPF0504", "unsafe { uint x = 1; uint* p = &x; [|p[300]|] = 5; Sum = x; }" },
        { "a result out of range",          "BPF0510", "[BpfObject(License = \"GPL\")] static partial class Probe { [CgroupSkb(CgroupSkbHook.Ingress)] static int F(in SkBuff ctx) { return [|5|]; } }" },
        { "an address multiplied",          "BPF0511", "unsafe { uint x = 1; Sum = (uint)([|(ulong)&x * ctx.Length|]); }" },
    };
#pragma warning restore format
}

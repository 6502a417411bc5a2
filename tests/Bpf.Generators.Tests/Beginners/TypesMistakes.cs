namespace Bpf.Generators.Tests.Beginners;

/// <summary>What beginners get wrong about types, contexts, helpers and maps.</summary>
internal static class TypesMistakes
{
#pragma warning disable format // columns are aligned
    public static TheoryData<string, string, string> All { get; } = new()
    {
        // mistake                           rule       code
        { "dictionary field",                "BPF0201", "static readonly Dictionary<uint, ulong> D = new(); [Xdp] static XdpAction Filter(XdpContext ctx) { [|D|][1] = 5; return XdpAction.Pass; }" },
        { "list field",                      "BPF0201", "static List<uint> [|L|] = []; [Xdp] static XdpAction Filter(XdpContext ctx) { L.Add(1); return XdpAction.Pass; }" },
        { "string field",                    "BPF0201", "static string [|Name|] = \"x\"; [Xdp] static XdpAction Filter(XdpContext ctx) { Name = \"y\"; return XdpAction.Pass; }" },
        { "string field unused",             "BPF0201", "static string [|Name|] = \"x\"; [Xdp] static XdpAction Filter(XdpContext ctx) { return XdpAction.Pass; }" },
        { "array field",                     "BPF0201", "static uint[] [|A|] = new uint[4]; [Xdp] static XdpAction Filter(XdpContext ctx) { A[1] = 5; return XdpAction.Pass; }" },
        { "config used on string",           "BPF0201", "[Config] static string [|Name|] = \"a\"; [Xdp] static XdpAction Filter(XdpContext ctx) { return XdpAction.Pass; }" },
        { "null local",                      "BPF0201", "object o = [|null|];" },
        { "nullable ref local",              "BPF0201", "string? s = [|null|]; if (s is null) Sum = 1;" },
        { "static readonly object field",    "BPF0201", "object o = [|Gate|]; --- static readonly object Gate = new();" },
        { "program uses Loaded type",        "BPF0201", "[Xdp] static XdpAction Filter(XdpContext ctx) { Loaded x = [|null|]!; return XdpAction.Pass; }" },
        { "map with tuple key",              "BPF0202", "static readonly HashMap<(uint, ushort), ulong> [|Bad|] = new(16); [Xdp] static XdpAction Filter(XdpContext ctx) { Bad.TryAdd((1, 2), 1); return XdpAction.Pass; }" },
        { "DateTime global",                 "BPF0202", "static DateTime [|When|]; [Xdp] static XdpAction Filter(XdpContext ctx) { return XdpAction.Pass; }" },
        { "auto layout struct",              "BPF0202", "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)] struct B { public int A; } static readonly RingBuffer<B> [|Bad|] = new(4096); [Xdp] static XdpAction Filter(XdpContext ctx) { if (Bad.TryReserve(out var e)) { e.Value = default; e.Submit(); } return XdpAction.Pass; }" },
        { "map with double value",           "BPF0203", "static readonly HashMap<uint, double> [|Bad|] = new(16); [Xdp] static XdpAction Filter(XdpContext ctx) { Bad.TryAdd(1, 1.5); return XdpAction.Pass; }" },
        { "float global",                    "BPF0203", "static double [|D|]; [Xdp] static XdpAction Filter(XdpContext ctx) { D = 1; return XdpAction.Pass; }" },
        { "map with padding in key",         "BPF0204", "struct K { public byte A; public uint B; } static readonly HashMap<K, ulong> [|Bad|] = new(16); [Xdp] static XdpAction Filter(XdpContext ctx) { Bad.TryAdd(new K { A = 1 }, 1); return XdpAction.Pass; }" },
        { "Ref in struct",                   "BPF0205", "S s = [|default|]; s.R = default; --- ref struct S { public Ref<ulong> R; }" },
        { "event with Ref",                  "BPF0205", "ref struct B { public ref int A; } [Xdp] static XdpAction Filter(XdpContext ctx) { B b = [|default|]; return XdpAction.Pass; }" },
        { "event with pointer",              "BPF0205", "unsafe struct B { public int* A; } static readonly RingBuffer<B> [|Bad|] = new(4096); [Xdp] static XdpAction Filter(XdpContext ctx) { if (Bad.TryReserve(out var e)) { e.Value = default; e.Submit(); } return XdpAction.Pass; }" },
        { "Guid global",                     "BPF0206", "static Guid [|When|]; [Xdp] static XdpAction Filter(XdpContext ctx) { return XdpAction.Pass; }" },
        { "map max entries 0",               "BPF0303", "static readonly HashMap<uint, ulong> [|Bad|] = new(0); [Xdp] static XdpAction Filter(XdpContext ctx) { Bad.TryAdd(1, 1); return XdpAction.Pass; }" },
        { "ring buffer not power of two",    "BPF0304", "static readonly RingBuffer<Ev> [|Bad|] = new(5000); [Xdp] static XdpAction Filter(XdpContext ctx) { if (Bad.TryReserve(out var e)) e.Discard(); return XdpAction.Pass; }" },
        { "ring buffer huge",                "BPF0304", "static readonly RingBuffer<Ev> [|Bad|] = new(int.MaxValue); [Xdp] static XdpAction Filter(XdpContext ctx) { if (Bad.TryReserve(out var e)) e.Discard(); return XdpAction.Pass; }" },
        { "do while map",                    "BPF0311", "ulong n; do { n = [|CurrentTask.PidTgid|]; } while (n != 5);" },
        { "wrong helper type",               "BPF0311", "[Xdp] static XdpAction Filter(XdpContext ctx) { Sum = [|CurrentTask.Tgid|]; return XdpAction.Pass; }" },
        { "GPL helper non GPL",              "BPF0312", "[BpfObject(License = \"MIT\")] public static partial class Probe { [Kprobe(\"vfs_read\")] static int F(in PtRegs ctx) { [|Trace.Print($\"x\")|]; return 0; } }" },
        { "weird license",                   "BPF0312", "[BpfObject(License = \"gpl\")] public static partial class Probe { [Kprobe(\"vfs_read\")] static int F(in PtRegs ctx) { [|Trace.Print($\"x\")|]; return 0; } }" },
        { "tracepoint wrong context struct", "BPF0316", "[Tracepoint(\"syscalls\", \"sys_enter_openat\")] static int [|F|](in SysExit ctx) { return (int)ctx.Result; }" },
        { "tracepoint unknown name",         "BPF0316", "[Tracepoint(\"syscalls\", \"sys_enter_openat99\")] static int [|F|](in SysEnterOpenat ctx) { return 0; }" },
        { "tracepoint unknown category",     "BPF0316", "[Tracepoint(\"syscall\", \"sys_enter_openat\")] static int [|F|](in SysEnterOpenat ctx) { return 0; }" },
        { "fentry misspelled",               "BPF0315", "[Fentry(\"vfs_raed\")] static int [|F|]() { return 0; }" },
        { "LSM hook misspelled",             "BPF0315", "[Lsm(\"file_opn\")] static int [|F|]() { return 0; }" },
        { "BTF tracepoint misspelled",       "BPF0315", "[BtfTracepoint(\"sched_swich\")] static int [|F|]() { return 0; }" },
        { "arguments at a return",  "BPF0301", "[Kretprobe(\"vfs_read\")] static int F(in PtRegs ctx) { Sum = (uint)[|ctx.Argument1|]; return 0; }" },
        { "a result at an entry",   "BPF0301", "[Kprobe(\"vfs_read\")] static int F(in PtRegs ctx) { Sum = (uint)[|ctx.ReturnValue|]; return 0; }" },
    };
#pragma warning restore format
}

namespace Bpf.Generators.Tests.Beginners;

/// <summary>What beginners get wrong about classes, maps, globals and programs.</summary>
internal static class DeclarationsMistakes
{
#pragma warning disable format // columns are aligned
    public static TheoryData<string, string, string> All { get; } = new()
    {
        // mistake                                 rule       code
        { "not static class",                      "BPF0001", "[BpfObject(License = \"GPL\")] public partial class [|Probe|] { static uint Sum; [Xdp] static XdpAction F(XdpContext ctx) { Sum = 1; return XdpAction.Pass; } }" },
        { "record object",                         "BPF0001", "[BpfObject(License = \"GPL\")] public partial record [|Probe|] { [Xdp] static XdpAction F(XdpContext ctx) { return XdpAction.Pass; } }" },
        { "base class",                            "BPF0001", "class Base { } [BpfObject(License = \"GPL\")] partial class [|Probe|] : Base { [Xdp] static XdpAction F(XdpContext ctx) { return XdpAction.Pass; } }" },
        { "generic method",                        "BPF0002", "[Xdp] static XdpAction [|Filter|]<T>(XdpContext ctx) { return XdpAction.Pass; }" },
        { "returns void",                          "BPF0002", "[Xdp] static void [|Filter|](XdpContext ctx) { }" },
        { "returns bool",                          "BPF0002", "[Xdp] static bool [|Filter|](XdpContext ctx) { return true; }" },
        { "returns string",                        "BPF0002", "[Xdp] static string [|Filter|](XdpContext ctx) { return \"\"; }" },
        { "returns long",                          "BPF0002", "[Kprobe(\"vfs_read\")] static long [|Filter|](in PtRegs ctx) { return 0; }" },
        { "returns Task",                          "BPF0002", "[Xdp] static Task [|Filter|](XdpContext ctx) { return null!; }" },
        { "wrong context",                         "BPF0003", "[Xdp] static XdpAction Filter(in PtRegs [|ctx|]) { return XdpAction.Pass; }" },
        { "wrong context kprobe",                  "BPF0003", "[Kprobe(\"vfs_read\")] static int F(XdpContext [|ctx|]) { return 0; }" },
        { "ptregs by value",                       "BPF0003", "[Kprobe(\"vfs_read\")] static int F(PtRegs [|ctx|]) { return 0; }" },
        { "two params",                            "BPF0003", "[Xdp] static XdpAction Filter(XdpContext ctx, int [|x|]) { return XdpAction.Pass; }" },
        { "in XdpContext",                         "BPF0003", "[Xdp] static XdpAction Filter(in XdpContext [|ctx|]) { return XdpAction.Pass; }" },
        { "tracepoint int param",                  "BPF0003", "[Tracepoint(\"syscalls\", \"sys_enter_openat\")] static int F(int [|ctx|]) { return 0; }" },
        { "map without initializer",               "BPF0004", "static readonly HashMap<uint, ulong> [|Bad|]; [Xdp] static XdpAction Filter(XdpContext ctx) { Bad.TryAdd(1, 1); return XdpAction.Pass; }" },
        { "map without initializer, not readonly", "BPF0004", "static HashMap<uint, ulong> [|Bad|]; [Xdp] static XdpAction Filter(XdpContext ctx) { Bad.TryAdd(1, 1); return XdpAction.Pass; }" },
        { "map not readonly",                      "BPF0004", "static HashMap<uint, ulong> [|Bad|] = new(16); [Xdp] static XdpAction Filter(XdpContext ctx) { Bad.TryAdd(1, 1); return XdpAction.Pass; }" },
        { "map max entries variable",              "BPF0004", "static int N = 10; static readonly HashMap<uint, ulong> [|Bad|] = new(N); [Xdp] static XdpAction Filter(XdpContext ctx) { Bad.TryAdd(1, 1); return XdpAction.Pass; }" },
        { "map null",                              "BPF0004", "static readonly HashMap<uint, ulong> [|Bad|] = null!; [Xdp] static XdpAction Filter(XdpContext ctx) { Bad.TryAdd(1, 1); return XdpAction.Pass; }" },
        { "map property",                          "BPF0004", "static HashMap<uint, ulong> [|Bad|] { get; } = new(16); [Xdp] static XdpAction Filter(XdpContext ctx) { Bad.TryAdd(1, 1); return XdpAction.Pass; }" },
        { "map property arrow",                    "BPF0004", "static HashMap<uint, ulong> [|Bad|] => Counts; [Xdp] static XdpAction Filter(XdpContext ctx) { Bad.TryAdd(1, 1); return XdpAction.Pass; }" },
        { "global initial value call",             "BPF0005", "static uint [|X|] = (uint)Environment.ProcessId; [Xdp] static XdpAction Filter(XdpContext ctx) { Sum = X; return XdpAction.Pass; }" },
        { "config range",                          "BPF0006", "[Config(Min = 5, Max = 1)] static uint [|X|]; [Xdp] static XdpAction Filter(XdpContext ctx) { Sum = X; return XdpAction.Pass; }" },
        { "not partial class",                     "BPF0008", "[BpfObject(License = \"GPL\")] public static class [|Probe|] { static uint Sum; [Xdp] static XdpAction F(XdpContext ctx) { Sum = 1; return XdpAction.Pass; } }" },
        { "nested in non-partial",                 "BPF0008", "class [|Outer|] { [BpfObject(License = \"GPL\")] static partial class Probe { [Xdp] static XdpAction F(XdpContext ctx) { return XdpAction.Pass; } } }" },
        { "generic class",                         "BPF0009", "[BpfObject(License = \"GPL\")] static partial class [|Probe|]<T> { [Xdp] static XdpAction F(XdpContext ctx) { return XdpAction.Pass; } }" },
        { "two attributes",                        "BPF0014", "[Xdp, Kprobe(\"vfs_read\")] static XdpAction [|Filter|](XdpContext ctx) { return XdpAction.Pass; }" },
        { "InsteadOf unknown",                     "BPF0016", "[Xdp, InsteadOf(\"Nope\")] static XdpAction [|Filter|](XdpContext ctx) { return XdpAction.Pass; }" },
        { "AcceptUnverified unknown",              "BPF0017", "[Xdp, AcceptUnverified(\"9.9\", \"x\")] static XdpAction [|Filter|](XdpContext ctx) { return XdpAction.Pass; }" },
        { "overloaded",                            "BPF0019", "[Xdp] static XdpAction Filter(XdpContext ctx) { return XdpAction.Pass; } [Xdp] static XdpAction [|Filter|]() { return XdpAction.Pass; }" },
        { "member named Loaded",                   "BPF0019", "[Xdp] static XdpAction Filter(XdpContext ctx) { return XdpAction.Pass; } class [|Loaded|] { }" },
        { "member named Config class",             "BPF0019", "[Config] static uint X; [Xdp] static XdpAction Filter(XdpContext ctx) { Sum = X; return XdpAction.Pass; } class [|Config|] { }" },
        { "config readonly",                       "BPF0020", "[Config] static readonly uint [|X|]; [Xdp] static XdpAction Filter(XdpContext ctx) { Sum = X; return XdpAction.Pass; }" },
        { "config const",                          "BPF0020", "[Config] const uint [|X|] = 5; [Xdp] static XdpAction Filter(XdpContext ctx) { Sum = X; return XdpAction.Pass; }" },
        { "config on map",                         "BPF0020", "[Config] static readonly HashMap<uint, uint> [|X|] = new(5); [Xdp] static XdpAction Filter(XdpContext ctx) { X.TryAdd(1, 1); return XdpAction.Pass; }" },
        { "config written",                        "BPF0021", "[Config] static uint Level; [Xdp] static XdpAction Filter(XdpContext ctx) { [|Level|] = 2; return XdpAction.Pass; }" },
        { "static constructor",                    "BPF0022", "Sum = 1; --- static [|Probe|]() { Sum = 5; }" },
        { "thread static",                         "BPF0023", "T = 1; --- [ThreadStatic] static uint [|T|];" },
        { "file local class",                      "BPF0024", "[BpfObject(License = \"GPL\")] file static partial class [|Probe|] { [Xdp] static XdpAction F(XdpContext ctx) { return XdpAction.Pass; } }" },
        { "tracepoint empty",                      "BPF0025", "[Tracepoint(\"\", \"\")] static int [|F|](in SysEnterOpenat ctx) { return 0; }" },
        { "tracepoint null",                       "BPF0025", "[Tracepoint(null!, null!)] static int [|F|](in SysEnterOpenat ctx) { return 0; }" },
        { "tracepoint slash form",                 "BPF0025", "[Tracepoint(\"syscalls/sys_enter_openat\", \"\")] static int [|F|](in SysEnterOpenat ctx) { return 0; }" },
        { "a local function", "BPF0002", "[Xdp] static XdpAction F(XdpContext ctx) { return XdpAction.Pass; [|[Xdp] static XdpAction Inner(XdpContext c) => XdpAction.Drop;|] }" },
        { "kprobe empty",                          "BPF0025", "[Kprobe(\"\")] static int [|F|](in PtRegs ctx) { return 0; }" },
        { "kprobe with spaces",                    "BPF0025", "[Kprobe(\"vfs read\")] static int [|F|](in PtRegs ctx) { return 0; }" },
        { "uprobe missing symbol",                 "BPF0025", "[Uprobe(\"/bin/bash\", \"\")] static int [|F|](in PtRegs ctx) { return 0; }" },
        { "config counted up atomically",    "BPF0021", "[Config] static uint Level; [Xdp] static XdpAction Filter(XdpContext ctx) { Interlocked.Increment(ref [|Level|]); return XdpAction.Pass; }" },
        { "config as an out argument",       "BPF0021", "[Config] static uint Level; [Xdp] static XdpAction Filter(XdpContext ctx) { F(out [|Level|]); return XdpAction.Pass; } static void F(out uint x) => x = 5;" },
        { "config counted up",               "BPF0021", "[Config] static uint Level; [Xdp] static XdpAction Filter(XdpContext ctx) { [|Level|]++; return XdpAction.Pass; }" },
        { "a part of config written",        "BPF0021", "[Config] static Ev Level; [Xdp] static XdpAction Filter(XdpContext ctx) { [|Level.Pid|] = 2; return XdpAction.Pass; }" },
    };
#pragma warning restore format
}

using System;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Isa;
using Bpf.Core.Link;
using static Bpf.Core.Isa.Register;

namespace Bpf.Core.Kernel;

/// <summary>The table of kernel features: one row a feature, in the order of <see cref="Feature"/>.</summary>
/// <remarks>
/// Sources: release notes at docs.kernel.org/bpf; the probes follow the idea of bpftool's feature.c and libbpf's features.c: the
/// smallest program or map that needs the feature. Where a feature has no load-time trace, the probe asks for another that came
/// with it in the same series (marked).
/// </remarks>
public static class Features
{
    /// <summary>Every feature.</summary>
    public static ImmutableArray<FeatureInfo> All { get; } =
    [
        //  feature                        since   probe                                                                description
        Row(Feature.BoundedLoops,          "5.3",  Load(Loop()),                                                        "bounded loops"),
        Row(Feature.LargeInstructionLimit, "5.2",  Load(Large()),                                                       "programs of up to one million instructions"),
        Row(Feature.IsaV2,                 "4.14", Load(Asm.JmpImm(JumpCode.JLt, R0, 1, 0)),                            "jumps on less-than (instruction set v2)"),
        Row(Feature.IsaV3,                 "5.1",  Load(Asm.Jmp32Imm(JumpCode.JLt, R0, 1, 0)),                          "32-bit jumps (instruction set v3)"),
        Row(Feature.IsaV4,                 "6.6",  Load(Asm.MovSx64(R0, R0, 8)),                                        "sign extension and signed division (instruction set v4)"),
        Row(Feature.AtomicFetch,           "5.12", Load(OnStack(Asm.Atomic(Size.DW, AtomicCode.FetchAdd, R10, R0, -8))), "atomic operations that return the old value"),
        Row(Feature.LoadAcquire,           "6.15", Load(OnStack(Asm.LoadAcquire(Size.DW, R0, R10, -8))),                "load-acquire and store-release"),
        Row(Feature.MayGoto,               "6.9",  Load(Asm.MayGoto(1), Asm.Ja(-2)) /* +0 is refused by the first with it */, "the may_goto instruction"),
        Row(Feature.VmlinuxBtf,            "5.4",  new FeatureProbe.File("/sys/kernel/btf/vmlinux"),                    "type information of the kernel (CONFIG_DEBUG_INFO_BTF)"),
        Row(Feature.Kprobes,               "4.17", new FeatureProbe.File("/sys/bus/event_source/devices/kprobe/type"),  "kprobes (CONFIG_KPROBE_EVENTS)"),
        Row(Feature.Uprobes,               "4.17", new FeatureProbe.File("/sys/bus/event_source/devices/uprobe/type"),  "uprobes (CONFIG_UPROBE_EVENTS)"),
        Row(Feature.PerfLink,              "5.15", Helper(ProgramType.Tracepoint, HelperId.GetAttachCookie) /* same series */, "links of perf events"),
        Row(Feature.XdpLink,               "5.9",  Load(Return(ProgramType.SkLookup, AttachType.SkLookup)) /* same release */, "links of XDP programs"),
        Row(Feature.RingBuffer,            "5.8",  Map(MapType.Ringbuf, entries: 64 * 1024),                            "ring buffer maps"),
        Row(Feature.MemcgAccounting,       "5.11", Helper(ProgramType.SocketFilter, HelperId.KtimeGetCoarseNs) /* same release */, "map memory charged to the control group"),
        Row(Feature.MapIndexes,            "5.14", Load(Return(ProgramType.Syscall) with { Flags = Sleepable }) /* same series */, "maps by index in an array of descriptors"),
        Row(Feature.Loop,                  "5.17", Helper(ProgramType.SocketFilter, HelperId.Loop),                     "bpf_loop"),
        Row(Feature.Timers,                "5.15", Helper(ProgramType.SocketFilter, HelperId.TimerInit),                "timers in map values"),
        Row(Feature.Dynptrs,               "5.19", Helper(ProgramType.SocketFilter, HelperId.DynptrFromMem),            "dynptrs"),
        Row(Feature.XdpFrags,              "5.18", Load(Return(ProgramType.Xdp, AttachType.Xdp) with { Flags = HasFrags }), "XDP on packets in more than one buffer"),
        Row(Feature.Arena,                 "6.9",  Map(MapType.Arena, entries: 1, MapFlags.Mmapable),                   "arena maps"),
        Row(Feature.Fentry,                "5.5",  new FeatureProbe.Attached("fentry/vfs_read"),                        "programs on kernel functions by type, fentry (CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS)"),
        Row(Feature.BtfTracepoints,        "5.5",  new FeatureProbe.Attached("tp_btf/sched_switch"),                    "tracepoints by type, tp_btf (CONFIG_DEBUG_INFO_BTF)"),
        Row(Feature.Lsm,                   "5.7",  new FeatureProbe.Attached("lsm/file_open"),                          "programs on security hooks (CONFIG_BPF_LSM)"),
        Row(Feature.Iterators,             "5.8",  new FeatureProbe.Attached("iter/task"),                              "iterators (CONFIG_DEBUG_INFO_BTF)"),
        Row(Feature.KprobeMulti,           "5.18", new FeatureProbe.KernelType("fprobe"),                               "kprobes on many functions at once (CONFIG_FPROBE)") with { SinceOnArm64 = new(6, 14) }, // by the function graph tracer
        Row(Feature.TcxLink,               "6.6",  new FeatureProbe.KernelType("tcx_link"),                             "links of traffic control, tcx (CONFIG_NET_XGRESS)"),
        Row(Feature.TaskStorage,           "5.11", new FeatureProbe.KernelFunction("bpf_task_storage_get"),             "values that tasks own"),
        Row(Feature.CgroupStorage,         "6.2",  new FeatureProbe.KernelFunction("bpf_cgrp_storage_get"),             "values that control groups own"),
        Row(Feature.BloomFilter,           "5.16", Map(MapType.BloomFilter, entries: 1, valueSize: 4),                  "Bloom filters"),
        Row(Feature.UserRingBuffer,        "6.1",  Map(MapType.UserRingbuf, entries: 64 * 1024),                        "ring buffers from user space to programs"),
        Row(Feature.LsmCgroup,             "6.0",  new FeatureProbe.Attached("lsm_cgroup/socket_bind"),                 "security hooks of a control group (CONFIG_BPF_LSM)"),
        Row(Feature.Netfilter,             "6.4",  new FeatureProbe.KernelType("bpf_nf_link"),                          "links of netfilter hooks (CONFIG_NETFILTER_BPF_LINK)"),
        Row(Feature.UprobeMulti,           "6.6",  new FeatureProbe.KernelType("bpf_uprobe_multi_link"),                "uprobes on many functions at once (CONFIG_UPROBE_EVENTS)"),
        Row(Feature.KprobeSession,         "6.10", new FeatureProbe.KernelType("bpf_session_run_ctx"),                  "one program at entry and return of functions, sessions"),
        Row(Feature.Netkit,                "6.7",  new FeatureProbe.KernelType("netkit_link"),                          "programs of netkit interfaces (CONFIG_NETKIT)"),
        Row(Feature.StructOpsLink,         "6.4",  new FeatureProbe.KernelType("bpf_struct_ops_link"),                  "kernel interfaces implemented by programs, by link"),
        Row(Feature.UnixSockAddr,          "6.7",  Load(Return(ProgramType.CgroupSockAddr, AttachType.CgroupUnixConnect)),      "programs on the addresses of Unix sockets"),
        Row(Feature.UprobeSession,         "6.13", new FeatureProbe.KernelType("return_consumer"),                      "one program at entry and return of user-space functions"),
    ];

    /// <summary><c>BPF_F_SLEEPABLE</c> of program loading.</summary>
    private const uint Sleepable = 1u << 4;

    /// <summary><c>BPF_F_XDP_HAS_FRAGS</c> of program loading.</summary>
    private const uint HasFrags = 1u << 5;

    /// <summary>The row of a feature.</summary>
    /// <param name="feature">The feature.</param>
    public static FeatureInfo Get(Feature feature) => All[(int)feature];

    private static FeatureInfo Row(Feature feature, string since, FeatureProbe probe, string description) =>
        new(feature, Version.Parse(since), probe, description);

    private static FeatureProbe.HelperCall Helper(ProgramType program, HelperId helper) => new(program, helper);

    private static FeatureProbe.Map Map(MapType type, int entries, MapFlags flags = MapFlags.None, int valueSize = 0) =>
        new(new MapSpec { Name = "probe", Type = type, MaxEntries = entries, Flags = (uint)flags, ValueSize = valueSize });

    private static FeatureProbe.Load Load(LoadRequest request) => new(request);

    // Between `r0 = 0` and `exit`, so that whatever is asked for, the rest is known to every kernel.
    private static FeatureProbe.Load Load(params ImmutableArray<Instruction> asked) =>
        new(Return(ProgramType.SocketFilter) with { Instructions = [Asm.Mov64Imm(R0, 0), .. asked, Asm.Exit()] });

    private static LoadRequest Return(ProgramType program, AttachType attach = 0) => new()
    {
        Name = "probe",
        ProgramType = program,
        ExpectedAttachType = attach,
        License = "GPL",
        Instructions = [Asm.Mov64Imm(R0, 0), Asm.Exit()],
    };

    private static ImmutableArray<Instruction> Loop() =>
    [
        Asm.Alu64Imm(AluCode.Add, R0, 1),
        Asm.JmpImm(JumpCode.JNe, R0, 8, -2),
    ];

    // One more than BPF_MAXINSNS, which older kernels take at most.
    private static ImmutableArray<Instruction> Large() => [.. Enumerable.Repeat(Asm.Mov64Imm(R0, 1), 4096)];

    private static ImmutableArray<Instruction> OnStack(Instruction asked) => [Asm.StxMem(Size.DW, R10, R0, -8), asked];
}

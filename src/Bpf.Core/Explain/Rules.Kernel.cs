using System.Collections.Immutable;

namespace Bpf.Core.Explain;

// Maps, helpers, hooks and what kernels offer.
public static partial class Rules
{
    /// <summary>BPF0301: Context member is not there.</summary>
    public static DiagnosticRule ContextMember { get; } = Error("BPF0301", "Context member is not there",
        "'{0}' is not available to this program: {1}.",
        "Use it in a program whose hook offers it.");

    /// <summary>BPF0302: Atomic operation of this width.</summary>
    public static DiagnosticRule AccessWidth { get; } = Error("BPF0302", "Atomic operation of this width",
        "eBPF has no atomic operation of {0} bytes for '{1}'.",
        "Use a 4- or 8-byte integer.");

    /// <summary>BPF0303: Map size out of range.</summary>
    public static DiagnosticRule MapSize { get; } = Error("BPF0303", "Map size out of range",
        "'{0}' of map '{1}' is {2}.",
        "It must be {3}.");

    /// <summary>BPF0304: Ring buffer size.</summary>
    public static DiagnosticRule RingBufferSize { get; } = Error("BPF0304", "Ring buffer size",
        "The ring buffer '{0}' has {1} bytes.",
        "Its size must be a power of two and a multiple of the page size: 4096, 8192, ... 256 * 1024.");

    /// <summary>BPF0305: Map type missing on a kernel.</summary>
    public static DiagnosticRule MapTypeUnavailable { get; } = Error("BPF0305", "Map type missing on a kernel",
        "The map '{0}' is of type '{1}', which '{2}' does not have: it came with Linux {3}.",
        "Use another map type, or leave that kernel out.");

    /// <summary>BPF0310: Helper missing on a kernel.</summary>
    public static DiagnosticRule HelperUnavailable { get; } = Error("BPF0310", "Helper missing on a kernel",
        "'{0}' calls {1}, which '{2}' does not have: it came with Linux {3}.",
        "Put [Requires(...)] on the program, or leave that kernel out.");

    /// <summary>BPF0311: Helper not offered to a program type.</summary>
    public static DiagnosticRule HelperProgramType { get; } = Error("BPF0311", "Helper not offered to a program type",
        "'{0}' calls {1}, which {2} programs are not offered.",
        "Call it from a program of these types: {3}.");

    /// <summary>BPF0312: Helper for GPL programs only.</summary>
    public static DiagnosticRule HelperNeedsGpl { get; } = Error("BPF0312", "Helper for GPL programs only",
        "'{0}' calls {1}, which is for GPL-compatible programs only, and the license is \"{2}\".",
        "Write [BpfObject(License = \"GPL\")] if that is what it is; else use another helper.");

    /// <summary>BPF0313: Program type missing on a kernel.</summary>
    public static DiagnosticRule ProgramTypeUnavailable { get; } = Error("BPF0313", "Program type missing on a kernel",
        "The program '{0}' is of type {1}, which the build of '{2}' that was asked does not have.",
        "Put [Requires({3})] on it, which leaves it out there, or leave that kernel out of BpfKernels.");

    /// <summary>BPF0315: Hook missing on a kernel.</summary>
    public static DiagnosticRule HookUnknown { get; } = Error("BPF0315", "Hook missing on a kernel",
        "'{0}' is attached to {1}, which '{2}' does not have.",
        "Correct the name, or leave that kernel out.");

    /// <summary>BPF0316: Context of another tracepoint.</summary>
    public static DiagnosticRule ContextMismatch { get; } = Error("BPF0316", "Context of another tracepoint",
        "'{0}' takes '{1}', which describes the tracepoint {2}, not {3}.",
        "Take the context of that tracepoint; a struct of its fields, after /sys/kernel/tracing/events/.../format, is one too.");

    /// <summary>BPF0317: Unknown kernel.</summary>
    public static DiagnosticRule UnknownKernel { get; } = Error("BPF0317", "Unknown kernel",
        "BpfKernels is wrong: {0}.",
        "Name profiles or their versions, separated by ';', as in '5.10;6.12'.");

    /// <summary>BPF0318: Kernel profile not proven.</summary>
    public static DiagnosticRule KernelUnproven { get; } = Warning("BPF0318", "Kernel profile not proven",
        "The profile '{0}' has not been compared with a real kernel, so programs that build may still be refused there.",
        "Try them on that kernel, or name a proven profile.");

    /// <summary>BPF0330: Slots of a program array.</summary>
    public static DiagnosticRule ProgramArraySlots { get; } = Error("BPF0330", "Slots of a program array",
        "'{0}' cannot name the slots of program array '{1}': {2}.",
        "Use an enum over int or uint whose members count from 0, and declare 'static readonly ProgramArray<Slot> Next = new();'.");

    /// <summary>BPF0331: Structure of the kernel's taken as a whole.</summary>
    public static DiagnosticRule KernelStructure { get; } = Error("BPF0331", "Structure of the kernel's taken as a whole",
        "'{0}' takes all of '{1}', whose layout is the kernel's: {2}.",
        "Read the fields wanted, one by one: pointer.Value.Field.");

    /// <summary>BPF0332: Missing in the kernel's types.</summary>
    public static DiagnosticRule KernelTypeMissing { get; } = Error("BPF0332", "Missing in the kernel's types",
        "'{0}' is not in the types of {1}, or is of another kind there.",
        "Correct the name, or ask first: if (CoreField.Exists(in pointer.Value.Field)) ...");

    /// <summary>BPF0333: Declaration of what the kernel defines.</summary>
    public static DiagnosticRule KernelFunction { get; } = Error("BPF0333", "Declaration of what the kernel defines",
        "'{0}' is not what the kernel has as '{1}': {2}.",
        "Declare it after the kernel's own declaration (bpftool btf dump file /sys/kernel/btf/vmlinux format c).");

    /// <summary>BPF0334: Kernel function missing on a kernel.</summary>
    public static DiagnosticRule KernelFunctionMissing { get; } = Error("BPF0334", "Kernel function missing on a kernel",
        "'{0}' calls {1}, which '{2}' does not have for {3} programs.",
        "Correct the name, call it from a program of another type, or leave that kernel out.");

    /// <summary>BPF0335: Tracepoint that is not known.</summary>
    public static DiagnosticRule TracepointUnknown { get; } = Error("BPF0335", "Tracepoint that is not known",
        "The build cannot declare the fields of '{0}': it knows no record of the tracepoint {1}.",
        "Correct the name, take SysExit for the exit of a system call, or declare the fields after /sys/kernel/tracing/events/{1}/format.");

    /// <summary>BPF0336: Field that a tracepoint's record has elsewhere.</summary>
    public static DiagnosticRule RecordField { get; } = Error("BPF0336", "Field that a tracepoint's record has elsewhere",
        "'{0}' is not where the record of {1} has a field in '{2}': {3}.",
        "Declare the struct 'partial' and without fields: the build adds them, and loaders find them in each kernel.");

    /// <summary>BPF0337: One arena an object.</summary>
    public static DiagnosticRule Arena { get; } = Error("BPF0337", "One arena an object",
        "'{0}' doesn't go with the arena of '{1}': {2}.",
        "Declare one 'static readonly Arena Memory = new(pages: 16);' that holds all that the object has in arenas: pointers don't say which arena they are of.");

    /// <summary>BPF0339: Probed function that is not known.</summary>
    public static DiagnosticRule ProbedFunctionUnknown { get; } = Warning("BPF0339", "Probed function that is not known",
        "'{0}' probes '{1}', which the types of none of the kernels named have: {2}.",
        "Correct the name{3}. Functions of modules, and those that the kernel's compiler has changed, have no types: for one of them suppress this.");

    private static ImmutableArray<DiagnosticRule> KernelBand =>
    [
        ContextMember,
        AccessWidth,
        MapSize,
        RingBufferSize,
        MapTypeUnavailable,
        HelperUnavailable,
        HelperProgramType,
        HelperNeedsGpl,
        ProgramTypeUnavailable,
        HookUnknown,
        ContextMismatch,
        UnknownKernel,
        KernelUnproven,
        ProgramArraySlots,
        KernelStructure,
        KernelTypeMissing,
        KernelFunction,
        KernelFunctionMissing,
        TracepointUnknown,
        RecordField,
        Arena,
        ProbedFunctionUnknown,
    ];
}

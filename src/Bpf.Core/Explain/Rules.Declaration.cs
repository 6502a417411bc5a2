using System.Collections.Immutable;

namespace Bpf.Core.Explain;

// Declarations: attributes, classes, signatures.
public static partial class Rules
{
    /// <summary>BPF0000: Internal error.</summary>
    public static DiagnosticRule InternalError { get; } = Error("BPF0000", "Internal error",
        "The BPF compiler failed here: {0}.",
        "This is a bug in the compiler; please report it with the method. Writing the expression another way may avoid it.");

    /// <summary>BPF0001: Object class is not static.</summary>
    public static DiagnosticRule ObjectClassShape { get; } = Error("BPF0001", "Object class is not static",
        "'{0}' is a [BpfObject] class but not static.",
        "Declare it as 'static partial class'.");

    /// <summary>BPF0002: Program method has the wrong shape.</summary>
    public static DiagnosticRule ProgramShape { get; } = Error("BPF0002", "Program method has the wrong shape",
        "'{0}' cannot be a {1} program.",
        "Make it a static, non-generic method of the class that returns int, uint or an enum of those (XdpAction).");

    /// <summary>BPF0003: Program takes the wrong context.</summary>
    public static DiagnosticRule ProgramContext { get; } = Error("BPF0003", "Program takes the wrong context",
        "'{3}' is not what '{0}', a {1} program, can take.",
        "Declare its only parameter as '{2}', or none.");

    /// <summary>BPF0004: Map is not declared by constants.</summary>
    public static DiagnosticRule MapDeclaration { get; } = Error("BPF0004", "Map is not declared by constants",
        "The map '{0}' is not declared by constants: {2}.",
        "Declare a field: 'static readonly {1}<...> {0} = new(<a positive constant>);'.");

    /// <summary>BPF0005: Global's initial value is not a constant.</summary>
    public static DiagnosticRule GlobalInitializer { get; } = Error("BPF0005", "Global's initial value is not a constant",
        "The initial value of '{0}' must be known when the object is built.",
        "Give a constant number, or none and set the value from user space after loading.");

    /// <summary>BPF0006: Config range doesn't hold its default.</summary>
    public static DiagnosticRule ConfigRange { get; } = Error("BPF0006", "Config range doesn't hold its default",
        "The range of [Config] field '{0}' is empty or doesn't hold its initial value.",
        "Let Min and Max be values of the field's type with Min <= initial value <= Max.");

    /// <summary>BPF0008: Object class is not partial.</summary>
    public static DiagnosticRule ObjectNotPartial { get; } = Error("BPF0008", "Object class is not partial",
        "'{0}' is not partial, so Load and Loaded cannot be added to '{1}'.",
        "Declare it with 'partial' before 'class'.");

    /// <summary>BPF0009: Object class is generic or nested in a generic type.</summary>
    public static DiagnosticRule ObjectGeneric { get; } = Error("BPF0009", "Object class is generic or nested in a generic type",
        "'{0}' is generic or nested in a generic type, and an object file has no type parameters.",
        "Move it out and name its types.");

    /// <summary>BPF0010: Object files cannot be written.</summary>
    public static DiagnosticRule ObjectFiles { get; } = Error("BPF0010", "Object files cannot be written",
        "Cannot write the BPF objects of '{0}': {1}.",
        "Build the assembly again, or set BpfEmitObjects to false.");

    /// <summary>BPF0011: Object without a license.</summary>
    public static DiagnosticRule LicenseMissing { get; } = Warning("BPF0011", "Object without a license",
        "'{0}' names no license, so kernels refuse it every helper that is for GPL-compatible programs only.",
        "Write [BpfObject(License = \"GPL\")], or the license it has.");

    /// <summary>BPF0012: Program outside of an object class.</summary>
    public static DiagnosticRule ProgramOutsideObject { get; } = Error("BPF0012", "Program outside of an object class",
        "'{0}' has [{1}], but its class '{2}' is no [BpfObject].",
        "Put [BpfObject(License = \"...\")] on the class.");

    /// <summary>BPF0013: Object without programs.</summary>
    public static DiagnosticRule ObjectWithoutPrograms { get; } = Warning("BPF0013", "Object without programs",
        "'{0}' has no program.",
        "Give a static method the attribute of a hook, such as [Xdp] or [Tracepoint(\"syscalls\", \"sys_enter_openat\")].");

    /// <summary>BPF0014: Program with several hooks.</summary>
    public static DiagnosticRule SeveralHooks { get; } = Error("BPF0014", "Program with several hooks",
        "'{0}' has the attributes of several hooks ({1}).",
        "Keep one, and call the shared code from one program for each hook.");

    /// <summary>BPF0015: Names that are equal in the kernel.</summary>
    public static DiagnosticRule NameCollision { get; } = Warning("BPF0015", "Names that are equal in the kernel",
        "'{0}' and '{1}' are both '{2}' in the kernel, which keeps 15 characters.",
        "Rename one to tell them apart in bpftool.");

    /// <summary>BPF0016: [InsteadOf] names no program.</summary>
    public static DiagnosticRule InsteadOfTarget { get; } = Error("BPF0016", "[InsteadOf] names no program",
        "[InsteadOf(\"{0}\")] on '{1}' names no program of '{2}' that has [Requires].",
        "Name one with nameof(...).");

    /// <summary>BPF0017: [AcceptUnverified] names an unknown kernel.</summary>
    public static DiagnosticRule AcceptUnverifiedKernel { get; } = Error("BPF0017", "[AcceptUnverified] names an unknown kernel",
        "[AcceptUnverified(\"{0}\")] on '{1}' names no kernel this project is built for.",
        "Name one of these: {2}.");

    /// <summary>BPF0018: Big-endian target.</summary>
    public static DiagnosticRule BigEndian { get; } = Error("BPF0018", "Big-endian target",
        "RuntimeIdentifier '{0}' is a big-endian machine, which is not supported.",
        "Build for a little-endian one, such as linux-x64 or linux-arm64.");

    /// <summary>BPF0019: Name is taken.</summary>
    public static DiagnosticRule NameTaken { get; } = Error("BPF0019", "Name is taken",
        "'{0}' cannot have this name: {1}.",
        "Rename it.");

    /// <summary>BPF0020: Config field that cannot be set.</summary>
    public static DiagnosticRule ConfigNotSettable { get; } = Error("BPF0020", "Config field that cannot be set",
        "[Config] on '{0}' has no effect: {1}.",
        "Declare it as 'static', neither const nor readonly, of a number, an enum or a struct of them.");

    /// <summary>BPF0021: Config field is written.</summary>
    public static DiagnosticRule ConfigWritten { get; } = Error("BPF0021", "Config field is written",
        "'{0}' is a [Config] field, which programs can only read.",
        "Write to a field without [Config].");

    /// <summary>BPF0022: Static constructor.</summary>
    public static DiagnosticRule StaticConstructor { get; } = Error("BPF0022", "Static constructor",
        "The static constructor of '{0}' never runs in the kernel, so what it sets is not there.",
        "Give the fields constant initial values, or set them from user space after loading.");

    /// <summary>BPF0023: Field of a thread.</summary>
    public static DiagnosticRule ThreadStatic { get; } = Error("BPF0023", "Field of a thread",
        "'{0}' is [ThreadStatic], and in the kernel a field is one for all tasks and CPUs.",
        "Use a PerCpuArray, or a map by CurrentTask.PidTgid.");

    /// <summary>BPF0024: Object class is file-local.</summary>
    public static DiagnosticRule ObjectFileLocal { get; } = Error("BPF0024", "Object class is file-local",
        "'{0}' is file-local, so Load and Loaded cannot be added to it.",
        "Declare it without 'file'.");

    /// <summary>BPF0025: Name of a hook.</summary>
    public static DiagnosticRule HookName { get; } = Error("BPF0025", "Name of a hook",
        "'{0}' names its hook '{1}', and {2}.",
        "Spell it as the kernel does: [Kprobe(\"vfs_read\")], [Tracepoint(\"syscalls\", \"sys_enter_openat\")].");

    /// <summary>BPF0026: Global function that verifiers cannot know.</summary>
    public static DiagnosticRule GlobalFunctionShape { get; } = Error("BPF0026", "Global function that verifiers cannot know",
        "'{0}' cannot be a [GlobalFunction], which is verified without its callers: {1}.",
        "Take at most five numbers, structs, references and Ref<T>, and return a number or nothing; what takes more can be [MethodImpl(MethodImplOptions.NoInlining)].");

    private static ImmutableArray<DiagnosticRule> DeclarationBand =>
    [
        InternalError,
        ObjectClassShape,
        ProgramShape,
        ProgramContext,
        MapDeclaration,
        GlobalInitializer,
        ConfigRange,
        ObjectNotPartial,
        ObjectGeneric,
        ObjectFiles,
        LicenseMissing,
        ProgramOutsideObject,
        ObjectWithoutPrograms,
        SeveralHooks,
        NameCollision,
        InsteadOfTarget,
        AcceptUnverifiedKernel,
        BigEndian,
        NameTaken,
        ConfigNotSettable,
        ConfigWritten,
        StaticConstructor,
        ThreadStatic,
        ObjectFileLocal,
        HookName,
        GlobalFunctionShape,
    ];
}

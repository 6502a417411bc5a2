using System.Collections.Immutable;

namespace Bpf.Core.Explain;

// The C# language: what cannot be compiled, and what to write instead.
public static partial class Rules
{
    /// <summary>BPF0100: C# construct is not supported in BPF programs.</summary>
    public static DiagnosticRule UnknownConstruct { get; } = Error("BPF0100", "C# construct is not supported in BPF programs",
        "{0} is not supported in BPF programs.",
        "Write it with integers, structs, if, switch, loops and calls of static methods.");

    /// <summary>BPF0101: Floating point.</summary>
    public static DiagnosticRule FloatingPoint { get; } = Error("BPF0101", "Floating point",
        "eBPF has no floating point: '{0}' cannot be used in a BPF program.",
        "Scale to integers (for example nanoseconds or parts per thousand) and divide in user space.");

    /// <summary>BPF0102: Heap object.</summary>
    public static DiagnosticRule HeapObject { get; } = Error("BPF0102", "Heap object",
        "'new {0}' makes a heap object, and a BPF program has no heap.",
        "Use a struct, or keep the data in a map.");

    /// <summary>BPF0103: Array.</summary>
    public static DiagnosticRule Array { get; } = Error("BPF0103", "Array",
        "A BPF program cannot make or change arrays: '{0}' lives on the heap.",
        "Use a struct with [InlineArray(n)], a span of it or of stackalloc, a static readonly array of constants, or an ArrayMap for shared data.");

    /// <summary>BPF0104: String.</summary>
    public static DiagnosticRule String { get; } = Error("BPF0104", "String",
        "A BPF program has no strings: {0} cannot run in the kernel.",
        "Write \"...\"u8 for text to compare or copy, pass literals to Trace.Print($\"...\"), keep text in an [InlineArray] of bytes such as Comm, and format in user space.");

    /// <summary>BPF0105: Delegate or lambda.</summary>
    public static DiagnosticRule Delegate { get; } = Error("BPF0105", "Delegate or lambda",
        "{0} needs a delegate object, and a BPF program has no heap.",
        "Call a static method or a local function directly; where the kernel calls back (Loop.Repeat, ForEach), pass a 'static' lambda or method.");

    /// <summary>BPF0106: Exceptions.</summary>
    public static DiagnosticRule Exception { get; } = Error("BPF0106", "Exceptions",
        "{0}: a BPF program has no exceptions.",
        "Test the condition with 'if' and return a value; [OnFault(value)] says what to return where C# would throw.");

    /// <summary>BPF0107: foreach over this type.</summary>
    public static DiagnosticRule ForEach { get; } = Error("BPF0107", "foreach over this type",
        "'foreach' over '{0}' needs an enumerator that cannot run in the kernel.",
        "Enumerate a span, an inline array or a static readonly array of constants, or use 'for' with a constant bound.");

    /// <summary>BPF0108: async, await or iterator.</summary>
    public static DiagnosticRule Async { get; } = Error("BPF0108", "async, await or iterator",
        "{0}: a BPF program runs to its end at once, it cannot wait.",
        "Return, and go on at another hook or in user space; keep state between runs in a map.");

    /// <summary>BPF0109: Recursion.</summary>
    public static DiagnosticRule Recursion { get; } = Error("BPF0109", "Recursion",
        "'{0}' calls itself ({1}): a BPF program has a fixed stack and no recursion.",
        "Write a loop with a constant bound.");

    /// <summary>BPF0110: Boxing or reference conversion.</summary>
    public static DiagnosticRule Boxing { get; } = Error("BPF0110", "Boxing or reference conversion",
        "The conversion of '{0}' to '{1}' makes a heap object.",
        "Keep the value in its own type; use a generic method for code over several types.");

    /// <summary>BPF0111: Virtual or interface call.</summary>
    public static DiagnosticRule VirtualCall { get; } = Error("BPF0111", "Virtual or interface call",
        "'{0}' is called through a virtual table, which a BPF program doesn't have.",
        "Call a static method or a method of a struct whose type is known here.");

    /// <summary>BPF0112: Call of a method without source.</summary>
    public static DiagnosticRule NoSource { get; } = Error("BPF0112", "Call of a method without source",
        "'{0}' cannot run in a BPF program: it has no source here and no BPF equivalent.",
        "Write a static method in this project, or use {1}.");

    /// <summary>BPF0113: Reflection.</summary>
    public static DiagnosticRule Reflection { get; } = Error("BPF0113", "Reflection",
        "{0} asks for type information at run time, which a BPF program doesn't have.",
        "Use sizeof, constants or overloads.");

    /// <summary>BPF0114: Nullable value or tuple.</summary>
    public static DiagnosticRule NullableOrTuple { get; } = Error("BPF0114", "Nullable value or tuple",
        "'{0}': this operation on a nullable value or a tuple is not supported in BPF programs.",
        "Take the value or the elements out first, and work on them.");

    /// <summary>BPF0115: Pointer or span.</summary>
    public static DiagnosticRule Pointer { get; } = Error("BPF0115", "Pointer or span",
        "'{0}' is a pointer or a span that a BPF program cannot make or use.",
        "Take pointers of variables ('&x', stackalloc), and spans of inline arrays, stackalloc or constants; what is at an address is read by KernelMemory, UserMemory, or a KernelPtr<T> or UserPtr<T>.");

    /// <summary>BPF0116: Static field outside of the object.</summary>
    public static DiagnosticRule ForeignField { get; } = Error("BPF0116", "Static field outside of the object",
        "'{0}' is static data that is neither a constant nor a field of the [BpfObject] class.",
        "Make it const, static readonly with a constant value, or a field of the [BpfObject] class.");

    /// <summary>BPF0117: Reference to two kinds of memory.</summary>
    public static DiagnosticRule MixedReference { get; } = Error("BPF0117", "Reference to two kinds of memory",
        "'{0}' may refer to {1} and to {2}: eBPF reaches them in different ways.",
        "Use one variable for each.");

    /// <summary>BPF0118: Pattern.</summary>
    public static DiagnosticRule Pattern { get; } = Error("BPF0118", "Pattern",
        "{0} is not supported in BPF programs.",
        "Use constant, relational, 'and', 'or', 'not' and property patterns over integers and structs.");

    /// <summary>BPF0119: LINQ.</summary>
    public static DiagnosticRule Query { get; } = Error("BPF0119", "LINQ",
        "A query needs delegates and enumerators, which cannot run in the kernel.",
        "Write a 'for' loop with a constant bound, or query in user space.");

    /// <summary>BPF0120: Trace format.</summary>
    public static DiagnosticRule TraceFormat { get; } = Error("BPF0120", "Trace format",
        "The kernel cannot print this: {0}.",
        "Print integers (plain, x, X, d, with digits or an alignment), Comm, PathBuffer, KernelPtr, UserPtr and addresses of the network; or convert the value first.");

    /// <summary>BPF0121: Map used as a value.</summary>
    public static DiagnosticRule MapAsValue { get; } = Error("BPF0121", "Map used as a value",
        "The map '{0}' can only be called or passed to a method, not copied, chosen or returned.",
        "Name the map where it is used, or make it the parameter of a method.");

    /// <summary>BPF0122: dynamic.</summary>
    public static DiagnosticRule Dynamic { get; } = Error("BPF0122", "dynamic",
        "{0} is bound at run time, which a BPF program cannot do.",
        "Use the static type.");

    /// <summary>BPF0123: lock.</summary>
    public static DiagnosticRule Using { get; } = Error("BPF0123", "lock",
        "{0} takes a monitor of the .NET runtime, which a BPF program doesn't have.",
        "Use atomic operations (Interlocked), or a per-CPU map.");

    /// <summary>BPF0124: ref struct handled in a way eBPF cannot.</summary>
    public static DiagnosticRule RefStruct { get; } = Error("BPF0124", "ref struct handled in a way eBPF cannot",
        "'{0}' cannot be used this way in a BPF program.",
        "Keep it in a local variable of the program or pass it to a static method, and use its members.");

    /// <summary>BPF0125: stackalloc.</summary>
    public static DiagnosticRule StackAlloc { get; } = Error("BPF0125", "stackalloc",
        "This memory on the stack is not possible in a BPF program: {0}.",
        "Give it a constant length, outside of loops, and clear it in each round.");

    /// <summary>BPF0126: Library that does not carry what it uses.</summary>
    public static DiagnosticRule LibraryIncomplete { get; } = Error("BPF0126", "Library that does not carry what it uses",
        "'{0}' does not compile where this [BpfLibrary] type is used from another assembly: {1}.",
        "Make what it uses public, or a [BpfLibrary] type too.");

    /// <summary>BPF0127: Library that cannot be used.</summary>
    public static DiagnosticRule LibraryUnusable { get; } = Error("BPF0127", "Library that cannot be used",
        "'{0}' carries code for BPF programs that this build cannot use: {1}.",
        "Use versions of the library and of Bpf that were made for each other.");

    private static ImmutableArray<DiagnosticRule> LanguageBand =>
    [
        UnknownConstruct,
        FloatingPoint,
        HeapObject,
        Array,
        String,
        Delegate,
        Exception,
        ForEach,
        Async,
        Recursion,
        Boxing,
        VirtualCall,
        NoSource,
        Reflection,
        NullableOrTuple,
        Pointer,
        ForeignField,
        MixedReference,
        Pattern,
        Query,
        TraceFormat,
        MapAsValue,
        Dynamic,
        Using,
        RefStruct,
        StackAlloc,
        LibraryIncomplete,
        LibraryUnusable,
    ];
}

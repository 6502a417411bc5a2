namespace Bpf.Frontend.Diagnostics;

/// <summary>The rules the front end reports; their texts are in the rule table of Core.</summary>
internal static class RuleIds
{
    public const string InternalError = "BPF0000";

    // Declarations
    public const string ObjectClassShape = "BPF0001";
    public const string ProgramShape = "BPF0002";
    public const string ProgramContext = "BPF0003";
    public const string MapDeclaration = "BPF0004";
    public const string GlobalInitializer = "BPF0005";
    public const string ConfigRange = "BPF0006";
    public const string ObjectNotPartial = "BPF0008";
    public const string ObjectGeneric = "BPF0009";
    public const string LicenseMissing = "BPF0011";
    public const string ObjectWithoutPrograms = "BPF0013";
    public const string SeveralHooks = "BPF0014";
    public const string NameCollision = "BPF0015";
    public const string InsteadOfTarget = "BPF0016";
    public const string NameTaken = "BPF0019";
    public const string ConfigNotSettable = "BPF0020";
    public const string ConfigWritten = "BPF0021";
    public const string StaticConstructor = "BPF0022";
    public const string ThreadStatic = "BPF0023";
    public const string ObjectFileLocal = "BPF0024";
    public const string HookName = "BPF0025";
    public const string GlobalFunctionShape = "BPF0026";

    // Language
    public const string UnknownConstruct = "BPF0100";
    public const string FloatingPoint = "BPF0101";
    public const string HeapObject = "BPF0102";
    public const string Array = "BPF0103";
    public const string String = "BPF0104";
    public const string Delegate = "BPF0105";
    public const string Exception = "BPF0106";
    public const string ForEach = "BPF0107";
    public const string Async = "BPF0108";
    public const string Recursion = "BPF0109";
    public const string Boxing = "BPF0110";
    public const string VirtualCall = "BPF0111";
    public const string NoSource = "BPF0112";
    public const string Reflection = "BPF0113";
    public const string NullableOrTuple = "BPF0114";
    public const string Pointer = "BPF0115";
    public const string ForeignField = "BPF0116";
    public const string MixedReference = "BPF0117";
    public const string Pattern = "BPF0118";
    public const string Query = "BPF0119";
    public const string TraceFormat = "BPF0120";
    public const string MapAsValue = "BPF0121";
    public const string Dynamic = "BPF0122";
    public const string Using = "BPF0123";
    public const string RefStruct = "BPF0124";
    public const string StackAlloc = "BPF0125";

    // Types and layout
    public const string ManagedType = "BPF0201";
    public const string AutoLayout = "BPF0202";
    public const string FloatField = "BPF0203";
    public const string KeyPadding = "BPF0204";
    public const string NotData = "BPF0205";
    public const string OpaqueType = "BPF0206";
    public const string TypeTooLarge = "BPF0207";
    public const string LpmKey = "BPF0209";

    // Maps, helpers, hooks
    public const string ContextMember = "BPF0301";
    public const string AtomicWidth = "BPF0302";
    public const string ContextMismatch = "BPF0316";
    public const string ProgramArraySlots = "BPF0330";
    public const string KernelStructure = "BPF0331";
    public const string KernelFunction = "BPF0333";
    public const string Arena = "BPF0337";
    public const string MapSize = "BPF0303";
    public const string RingBufferSize = "BPF0304";

    // Limits
    public const string CallDepth = "BPF0406";

    // User space, suggestions
    public const string UserSideInProgram = "BPF0602";
    public const string MapUnused = "BPF0902";
}

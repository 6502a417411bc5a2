// Rests on: Documentation/bpf/btf.rst, libbpf's rules for the context of global functions, messages of real verdicts.
using Bpf.Core.Btf;
using Bpf.Core.Kernel;

namespace Bpf.Verifier.Functions;

/// <summary>Which BTF types mean the program's context where a function has a pointer to one as an argument.</summary>
internal static class ContextTypes
{
    private const string UserRegisters = "bpf_user_pt_regs_t";

    /// <summary>True where a pointer's target is, by its name, the context of the program type.</summary>
    public static bool IsContext(BtfTypes types, int target, ProgramTypeInfo program)
    {
        if (program.Type == ProgramType.Kprobe && IsUserRegisters(types, target))
        {
            return true;
        }

        BtfType type = types[types.Resolve(target)];
        return type.Kind == BtfKind.Struct && NameOf(program) is { } name
            && (type.Name == name || (program.Type, type.Name) is (ProgramType.Kprobe, UserRegisters) || (name, type.Name) is ("__sk_buff", "sk_buff") or ("xdp_md", "xdp_buff"));
    }

    /// <summary>What is wrong with a type that is tagged as the context; null where it is right.</summary>
    public static string? Refuse(BtfTypes types, int target, int argument, ProgramTypeInfo program, AttachType attach)
    {
        if (program.Type is ProgramType.Kprobe or ProgramType.PerfEvent && IsUserRegisters(types, target))
        {
            return null;
        }

        BtfType type = types[types.Resolve(target)];
        if (type.Kind == BtfKind.Void)
        {
            return null;
        }

        if (type.Name.Length == 0)
        {
            return $"arg#{argument} type doesn't have a name";
        }

        if (IsSpecialCase(type, program.Type, attach))
        {
            return null;
        }

        return NameOf(program) is not { } name ? $"arg#{argument} should be void pointer"
            : type.Kind is BtfKind.Struct or BtfKind.Union && type.Name == name ? null
            : $"arg#{argument} should be `struct {name} *`";
    }

    /// <summary>The contexts that have no structure of their own are described by some other type.</summary>
    private static bool IsSpecialCase(BtfType type, ProgramType program, AttachType attach)
    {
        bool isStruct = type.Kind is BtfKind.Struct or BtfKind.Union;
        bool isU64 = type is { Kind: BtfKind.Int, Size: 8 };
        return program switch
        {
            ProgramType.Kprobe or ProgramType.PerfEvent => isStruct && type.Name == "pt_regs",
            ProgramType.RawTracepoint or ProgramType.RawTracepointWritable => isU64,
            ProgramType.Tracing => attach switch
            {
                AttachType.TraceRawTp => isU64 || (isStruct && type.Name == "bpf_raw_tracepoint_args"),
                AttachType.TraceIter => isStruct && type.Name.StartsWith("bpf_iter__", System.StringComparison.Ordinal),
                AttachType.TraceFentry or AttachType.TraceFexit or AttachType.ModifyReturn => isU64,
                _ => false,
            },
            ProgramType.Lsm or ProgramType.StructOps => isU64,
            ProgramType.Tracepoint or ProgramType.Syscall or ProgramType.Ext => true,
            _ => false,
        };
    }

    private static bool IsUserRegisters(BtfTypes types, int target)
    {
        BtfType type = types[types.SkipModifiers(target)];
        return type.Kind == BtfKind.Typedef && type.Name == UserRegisters;
    }

    /// <summary>The structure's name; null for program types whose context has none.</summary>
    private static string? NameOf(ProgramTypeInfo program) => program.Context?.StructName;
}

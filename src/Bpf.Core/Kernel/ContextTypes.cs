using Bpf.Core.Btf;

namespace Bpf.Core.Kernel;

/// <summary>The C types of programs' contexts, as objects declare them: what others hold a program's function against.</summary>
/// <remarks>
/// Kernels find a context by the name of the structure pointed to: for arguments of global functions, and where a program is replaced (<c>freplace</c>, which libxdp's
/// dispatcher is made of) or traced. Only the name counts, so the structure has no members here. Sources: include/linux/bpf_types.h,
/// <c>btf_get_prog_ctx_type</c> and <c>btf_check_func_type_match</c> in kernel/bpf/btf.c.
/// </remarks>
public static class ContextTypes
{
    /// <summary>Adds the type of a program's parameter.</summary>
    /// <param name="types">The types of the object.</param>
    /// <param name="program">The program's type.</param>
    /// <param name="section">Its ELF section; for iterators it says what they iterate.</param>
    /// <returns>The id of a pointer: to the context's structure; to words of 64 bits where the context is arguments or a record of the kernel's; <c>void *</c> for
    /// bytes of the caller's.</returns>
    public static int AddPointer(BtfBuilder types, ProgramType program, string section) => types.AddPtr(program switch
    {
        ProgramType.Syscall => 0,
        ProgramType.LircMode2 => types.AddInt("unsigned int", 4),
        ProgramType.Kprobe => types.AddTypedef("bpf_user_pt_regs_t", Structure(types, "pt_regs")),
        _ when ProgramTypes.Find(program)?.Context?.StructName is { } name => Structure(types, name),
        _ when IteratedIn(section) is { } iterated => Structure(types, "bpf_iter__" + iterated),
        _ => types.AddInt("unsigned long long", 8),
    });

    private static int Structure(BtfBuilder types, string name) => types.AddStruct(name, 0, []);

    private static string? IteratedIn(string section) =>
        Sections.Find(section) is { AttachType: AttachType.TraceIter } row && row.TargetOf(section) is { Length: > 0 } target ? target : null;
}

using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;

namespace Bpf.Core.Link;

/// <summary>
/// What a kernel verifies: one <c>BPF_PROG_LOAD</c> request with everything resolved but file descriptors. Subprograms are
/// appended, relocations applied, kernel types found. The verifier, the VM and the runtime all take it.
/// </summary>
/// <remarks>
/// A wide load that refers to a map has <c>src = BPF_PSEUDO_MAP_IDX</c> (5) or <c>BPF_PSEUDO_MAP_IDX_VALUE</c> (6) and, in the
/// first slot's <c>imm</c>, the index in <see cref="Maps"/>; for the value form the second slot's <c>imm</c> is the
/// offset into the value. A loader replaces both by descriptors.
/// </remarks>
public sealed record LoadRequest
{
    /// <summary>The program's name (the kernel keeps its first 15 characters).</summary>
    public required string Name { get; init; }

    /// <summary>The ELF section it came from, libbpf's convention.</summary>
    public string Section { get; init; } = "";

    /// <summary>The kernel's program type.</summary>
    public required ProgramType ProgramType { get; init; }

    /// <summary>The attach type that the kernel checks at load; 0 where the program type has none.</summary>
    public AttachType ExpectedAttachType { get; init; }

    /// <summary><c>BPF_F_*</c> flags of program loading (sleepable, frags, ...).</summary>
    public uint Flags { get; init; }

    /// <summary>The license that decides on GPL-only helpers.</summary>
    public string License { get; init; } = "";

    /// <summary>The program with its subprograms, one element a slot.</summary>
    public required ImmutableArray<Instruction> Instructions { get; init; }

    /// <summary>The maps it refers to, by index.</summary>
    public ImmutableArray<MapSpec> Maps { get; init; } = [];

    /// <summary>
    /// The kernel functions it calls, by the id in the call; those of modules are not among them. Where no kernel's types were at hand, the ids are numbers from 1 that mean
    /// nothing to a kernel.
    /// </summary>
    public ImmutableDictionary<int, string> KernelFunctions { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>
    /// The kernel functions whose address it loads, by the instruction, to know whether there is one: 0 stands there where there is none, or where no kernel's types
    /// were at hand.
    /// </summary>
    public ImmutableDictionary<int, string> FunctionQuestions { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>
    /// What the program asks for and the kernel's types don't have or have in another width, in words of C, by the instruction that asks (CO-RE). That is
    /// one now that no kernel takes where it can be reached.
    /// </summary>
    public ImmutableDictionary<int, string> Unresolved { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>BTF id, in the kernel's BTF or a module's, of the function or hook attached to; 0 for none.</summary>
    public int AttachBtfId { get; init; }

    /// <summary>
    /// The module that has what is attached to, <see cref="AttachBtfId"/> then being one of its types, or 0 where no module's types are at hand; null for the
    /// kernel itself.
    /// </summary>
    public string? AttachModule { get; init; }

    /// <summary>
    /// Modules of the kernel whose functions and variables the program uses, by name. A call of a module's function has in its offset the place here,
    /// from 1; a wide load of an address in the second slot's <c>imm</c>. A loader replaces them by descriptors.
    /// </summary>
    public ImmutableArray<string> Modules { get; init; } = [];

    /// <summary>The object's BTF (raw, <c>.BTF</c>); empty for none.</summary>
    public ImmutableArray<byte> Btf { get; init; } = [];

    /// <summary><c>bpf_func_info</c> records, ordered by instruction.</summary>
    public ImmutableArray<FuncInfo> FuncInfo { get; init; } = [];

    /// <summary><c>bpf_line_info</c> records, ordered by instruction.</summary>
    public ImmutableArray<LineInfo> LineInfo { get; init; } = [];
}

/// <summary>One <c>bpf_func_info</c> record: which BTF function starts at an instruction.</summary>
/// <param name="InstructionOffset">In slots from the start of the program.</param>
/// <param name="TypeId">The BTF id of the FUNC.</param>
public readonly record struct FuncInfo(int InstructionOffset, int TypeId);

/// <summary>One <c>bpf_line_info</c> record: where in the source an instruction comes from.</summary>
/// <param name="InstructionOffset">In slots from the start of the program.</param>
/// <param name="FileNameOffset">Offset in BTF's string section.</param>
/// <param name="LineOffset">Offset in BTF's string section of the line's text.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1; 0 for none.</param>
public readonly record struct LineInfo(int InstructionOffset, int FileNameOffset, int LineOffset, int Line, int Column);

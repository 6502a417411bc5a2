using System.Collections.Immutable;
using Bpf.Core.Link;

namespace Bpf.Core.Btf;

/// <summary>What <c>.BTF.ext</c> says about one section of instructions. Offsets count slots from the section's start.</summary>
/// <param name="Name">The ELF section's name.</param>
/// <param name="Functions">Its functions by offset.</param>
/// <param name="Lines">Its line infos by offset.</param>
/// <param name="CoreRelocations">Its CO-RE relocations.</param>
public sealed record BtfExtSection(
    string Name,
    ImmutableArray<FuncInfo> Functions,
    ImmutableArray<LineInfo> Lines,
    ImmutableArray<CoreRelocation> CoreRelocations);

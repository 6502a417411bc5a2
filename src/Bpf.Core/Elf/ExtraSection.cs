using System.Collections.Immutable;

namespace Bpf.Core.Elf;

/// <summary>A section that loaders skip.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ExtraSection(string Name, ImmutableArray<byte> Content);

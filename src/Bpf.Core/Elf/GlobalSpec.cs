using System.Collections.Immutable;

namespace Bpf.Core.Elf;

/// <summary>A global variable to write.</summary>
/// <param name="Name">Its symbol.</param>
/// <param name="Section"><c>.bss</c>, <c>.data</c>, <c>.rodata</c>, or one of those with a suffix (<c>.data.hot</c>).</param>
/// <param name="Offset">Bytes from the start of the section.</param>
/// <param name="Size">Bytes.</param>
/// <param name="BtfTypeId">Its type in <see cref="ObjectSpec.Types"/>.</param>
/// <param name="InitialValue">Its bytes; empty for zero. Must be empty in <c>.bss</c>.</param>
/// <param name="IsGlobal">False where loaders shall not offer it by name (<c>static</c> in C).</param>
public sealed record GlobalSpec(
    string Name, string Section, int Offset, int Size, int BtfTypeId, ImmutableArray<byte> InitialValue, bool IsGlobal = true);

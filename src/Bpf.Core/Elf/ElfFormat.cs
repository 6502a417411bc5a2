namespace Bpf.Core.Elf;

/// <summary>Numbers of ELF64 and of its use for eBPF (System V ABI, chapter 4; Documentation/bpf/llvm_reloc.rst).</summary>
internal static class ElfFormat
{
    public const int HeaderSize = 64;
    public const int SectionHeaderSize = 64;
    public const int SymbolSize = 24;
    public const int RelSize = 16;
    public const int RelaSize = 24;

    public const byte Class64 = 2;
    public const byte LittleEndian = 1;
    public const byte BigEndian = 2;
    public const byte CurrentVersion = 1;
    public const ushort TypeRelocatable = 1;
    public const ushort MachineBpf = 247;
    public const ushort MachineNone = 0;

    public const uint SectionNull = 0;
    public const uint SectionProgbits = 1;
    public const uint SectionSymtab = 2;
    public const uint SectionStrtab = 3;
    public const uint SectionRela = 4;
    public const uint SectionNobits = 8;
    public const uint SectionRel = 9;
    public const uint SectionLlvmAddrsig = 0x6fff4c03;

    public const ulong FlagWrite = 1;
    public const ulong FlagAlloc = 2;
    public const ulong FlagExecinstr = 4;
    public const ulong FlagInfoLink = 0x40;

    public const ushort SectionIndexUndefined = 0;
    public const ushort SectionIndexReserved = 0xff00;

    public const byte BindLocal = 0;
    public const byte BindGlobal = 1;
    public const byte BindWeak = 2;

    public const byte SymbolNoType = 0;
    public const byte SymbolObject = 1;
    public const byte SymbolFunc = 2;
    public const byte SymbolSection = 3;
    public const byte SymbolFile = 4;

    public const byte VisibilityInternal = 1;
    public const byte VisibilityHidden = 2;

    /// <summary><c>R_BPF_64_64</c>: the 64-bit immediate of a wide load.</summary>
    public const uint Relocation6464 = 1;

    /// <summary><c>R_BPF_64_ABS64</c>: an address in data.</summary>
    public const uint RelocationAbsolute64 = 2;

    /// <summary><c>R_BPF_64_32</c>: the immediate of a call.</summary>
    public const uint Relocation6432 = 10;
}

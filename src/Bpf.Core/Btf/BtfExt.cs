using System;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Isa;
using Bpf.Core.Link;

namespace Bpf.Core.Btf;

/// <summary>The section <c>.BTF.ext</c>: functions, lines and CO-RE relocations by section of instructions.</summary>
/// <param name="Sections">One a section of instructions.</param>
/// <remarks>Source: Documentation/bpf/btf.rst, "4.2 .BTF.ext section"; libbpf's <c>struct btf_ext_header</c>.</remarks>
public sealed partial record BtfExt(ImmutableArray<BtfExtSection> Sections)
{
    /// <summary>Bytes of the header with the CO-RE fields.</summary>
    private const int HeaderSize = 32;

    /// <summary>Bytes of <c>bpf_func_info</c>; <c>bpf_line_info</c> and <c>bpf_core_relo</c> take twice that.</summary>
    private const int FuncInfoSize = 8;

    private const int LineInfoSize = 16;
    private const int CoreRelocationSize = 16;

    /// <summary>No information.</summary>
    public static BtfExt Empty { get; } = new([]);

    /// <summary>The section's bytes.</summary>
    /// <param name="strings">The BTF that goes with it; section names and access strings are added there.</param>
    public byte[] ToBytes(BtfBuilder strings)
    {
        ByteWriter functions = new(), lines = new(), relocations = new();
        functions.UInt32(FuncInfoSize);
        lines.UInt32(LineInfoSize);
        relocations.UInt32(CoreRelocationSize);
        foreach (BtfExtSection section in Sections)
        {
            uint name = (uint)strings.AddString(section.Name);
            StartSection(functions, name, section.Functions.Length);
            foreach (FuncInfo info in section.Functions)
            {
                functions.UInt32((uint)(info.InstructionOffset * Instruction.Size));
                functions.UInt32((uint)info.TypeId);
            }

            StartSection(lines, name, section.Lines.Length);
            foreach (LineInfo info in section.Lines)
            {
                lines.UInt32((uint)(info.InstructionOffset * Instruction.Size));
                lines.UInt32((uint)info.FileNameOffset);
                lines.UInt32((uint)info.LineOffset);
                lines.UInt32(LineColumn(info.Line, info.Column));
            }

            StartSection(relocations, name, section.CoreRelocations.Length);
            foreach (CoreRelocation relocation in section.CoreRelocations)
            {
                relocations.UInt32((uint)(relocation.InstructionOffset * Instruction.Size));
                relocations.UInt32((uint)relocation.TypeId);
                relocations.UInt32((uint)strings.AddString(relocation.AccessString));
                relocations.UInt32((uint)relocation.Kind);
            }
        }

        bool hasRelocations = Sections.Any(s => !s.CoreRelocations.IsEmpty);
        int relocationsLength = hasRelocations ? relocations.Length : 0;
        ByteWriter writer = new(HeaderSize + functions.Length + lines.Length + relocationsLength);
        writer.UInt16(BtfFormat.Magic);
        writer.Byte(BtfFormat.Version);
        writer.Byte(0);
        writer.UInt32(HeaderSize);
        writer.UInt32(0);
        writer.UInt32((uint)functions.Length);
        writer.UInt32((uint)functions.Length);
        writer.UInt32((uint)lines.Length);
        writer.UInt32((uint)(functions.Length + lines.Length));
        writer.UInt32((uint)relocationsLength);
        writer.Bytes(functions.ToArray());
        writer.Bytes(lines.ToArray());
        if (hasRelocations) writer.Bytes(relocations.ToArray());
        return writer.ToArray();
    }

    /// <summary>Packs a place as the kernel does: line in the upper 22 bits, column in the lower ten, 0 where it doesn't fit.</summary>
    internal static uint LineColumn(int line, int column) =>
        (uint)Math.Min(line, 0x3f_ffff) << 10 | (column <= 0x3ff ? (uint)column : 0);

    private static void StartSection(ByteWriter writer, uint name, int count)
    {
        if (count == 0) return;
        writer.UInt32(name);
        writer.UInt32((uint)count);
    }
}

using Bpf.Core.Isa;

namespace Bpf.Core.Tests.Isa;

/// <summary>A few legal instructions of each row, at the borders of each field.</summary>
internal static class InstructionSamples
{
    public static IEnumerable<Instruction[]> Of(OpcodeInfo row)
    {
        foreach (int which in (int[])[0, 1, 2])
        {
            byte dst = (byte)Pick(row.Dst, which, 1);
            byte src = (byte)Pick(row.Src, which, 2);
            short offset = (short)Math.Clamp(Pick(row.Offset, which, 4), short.MinValue, short.MaxValue);
            int imm = Pick(row.Imm, which, 5);
            if (row.Mnemonic == Mnemonic.AddrSpaceCast)
                imm = which == 0 ? 1 << 16 : 1;
            Instruction first = new(row.Opcode, dst, src, offset, imm);
            if (!first.IsWide)
                yield return [first];
            else if (row.Mnemonic is Mnemonic.LdMapFd or Mnemonic.LdMapIdx or Mnemonic.LdFunc)
                yield return [first, default];
            else
                yield return [first, new Instruction(0, Imm: Pick(FieldRange.Any, which, 7))];
        }
    }

    private static int Pick(FieldRange range, int which, int usual) => which switch
    {
        0 => range.Min,
        1 => range.Max,
        _ => range.Contains(usual) ? usual : range.Min,
    };
}

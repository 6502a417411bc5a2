using Bpf.Core.Isa;

namespace Bpf.Vm.Interpreter;

/// <summary>Finds the operation of a row of the instruction table, by the order in which <see cref="Operation"/> lists them.</summary>
internal static class Operations
{
    /// <summary>The operation, or null for an instruction that is not simulated.</summary>
    /// <param name="row">The row.</param>
    public static Operation? Find(OpcodeInfo row)
    {
        bool is32 = row.Width == 32;
        bool isRegister = (row.Opcode & (int)SourceOperand.X) != 0;
        ushort form = (ushort)((is32 ? 2 : 0) + (isRegister ? 1 : 0));
        return row.Mnemonic switch
        {
            Mnemonic.Add => Operation.Add64K + form,
            Mnemonic.Sub => Operation.Sub64K + form,
            Mnemonic.Mul => Operation.Mul64K + form,
            Mnemonic.Div => Operation.Div64K + form,
            Mnemonic.SDiv => Operation.SDiv64K + form,
            Mnemonic.Or => Operation.Or64K + form,
            Mnemonic.And => Operation.And64K + form,
            Mnemonic.Lsh => Operation.Lsh64K + form,
            Mnemonic.Rsh => Operation.Rsh64K + form,
            Mnemonic.Neg => is32 ? Operation.Neg32 : Operation.Neg64,
            Mnemonic.Mod => Operation.Mod64K + form,
            Mnemonic.SMod => Operation.SMod64K + form,
            Mnemonic.Xor => Operation.Xor64K + form,
            Mnemonic.Mov => Operation.Mov64K + form,
            Mnemonic.Arsh => Operation.Arsh64K + form,
            Mnemonic.MovSx => MovSx(is32, row.SelectorValue),
            Mnemonic.EndLe => Operation.ToLe16 + WidthIndex(row.Width),
            Mnemonic.EndBe or Mnemonic.BSwap => Operation.Swap16 + WidthIndex(row.Width),
            Mnemonic.Ja or Mnemonic.Gotol => Operation.Ja,
            Mnemonic.MayGoto => Operation.MayGoto,
            Mnemonic.JEq => Operation.JEq64K + form,
            Mnemonic.JGt => Operation.JGt64K + form,
            Mnemonic.JGe => Operation.JGe64K + form,
            Mnemonic.JSet => Operation.JSet64K + form,
            Mnemonic.JNe => Operation.JNe64K + form,
            Mnemonic.JSGt => Operation.JSGt64K + form,
            Mnemonic.JSGe => Operation.JSGe64K + form,
            Mnemonic.JLt => Operation.JLt64K + form,
            Mnemonic.JLe => Operation.JLe64K + form,
            Mnemonic.JSLt => Operation.JSLt64K + form,
            Mnemonic.JSLe => Operation.JSLe64K + form,
            Mnemonic.CallHelper or Mnemonic.CallKfunc => Operation.CallHelper,
            Mnemonic.CallLocal => Operation.CallLocal,
            Mnemonic.Exit => Operation.Exit,
            Mnemonic.LdImm64 or Mnemonic.LdFunc or Mnemonic.LdMapIdx or Mnemonic.LdMapIdxValue => Operation.LoadImm64,
            Mnemonic.LdAbs => Operation.LoadAbs32 + SizeIndex(row),
            Mnemonic.LdInd => Operation.LoadInd32 + SizeIndex(row),
            Mnemonic.Ldx => Operation.Load32 + SizeIndex(row),
            Mnemonic.LdxSx => Operation.LoadSx32 + SizeIndex(row),
            Mnemonic.St => Operation.StoreImm32 + SizeIndex(row),
            Mnemonic.Stx => Operation.Store32 + SizeIndex(row),
            Mnemonic.LoadAcquire => Operation.LoadAcquire32 + SizeIndex(row),
            Mnemonic.StoreRelease => Operation.StoreRelease32 + SizeIndex(row),
            >= Mnemonic.AtomicAdd and <= Mnemonic.CmpXchg => is32 ? Operation.Atomic32 : Operation.Atomic64,
            // Descriptors and kernel symbols never get here from the linker; kernel functions, arenas and instruction arrays are not modelled.
            _ => null,
        };
    }

    private static Operation MovSx(bool to32, int bits) => (to32 ? Operation.MovSx32From8 : Operation.MovSx64From8) + WidthIndex(bits * 2);

    /// <summary>0 for 16 bits, 1 for 32, 2 for 64.</summary>
    private static ushort WidthIndex(int bits) => (ushort)(bits == 16 ? 0 : bits == 32 ? 1 : 2);

    /// <summary>The size code: 0 for W, 1 for H, 2 for B, 3 for DW.</summary>
    private static ushort SizeIndex(OpcodeInfo row) => (ushort)((row.Opcode & (int)Size.DW) >> 3);
}

namespace Bpf.Vm.Interpreter;

/// <summary>
/// What a decoded instruction does: opcode, mode, width and source in one dense number, so that dispatch is one jump through a table.
/// </summary>
/// <remarks>
/// Names are the mnemonic, the width in bits, then <c>K</c> (immediate) or <c>X</c> (register), as in RFC 9669. The order within a group of
/// four (64K, 64X, 32K, 32X) is what <see cref="Operations"/> computes with.
/// </remarks>
internal enum Operation : ushort
{
    /// <summary>What follows the last instruction: running into it is a fault.</summary>
    EndOfProgram,

    // Arithmetic.
    Add64K, Add64X, Add32K, Add32X,
    Sub64K, Sub64X, Sub32K, Sub32X,
    Mul64K, Mul64X, Mul32K, Mul32X,
    Div64K, Div64X, Div32K, Div32X,
    Or64K, Or64X, Or32K, Or32X,
    And64K, And64X, And32K, And32X,
    Lsh64K, Lsh64X, Lsh32K, Lsh32X,
    Rsh64K, Rsh64X, Rsh32K, Rsh32X,
    Neg64, Neg32,
    Mod64K, Mod64X, Mod32K, Mod32X,
    Xor64K, Xor64X, Xor32K, Xor32X,
    Mov64K, Mov64X, Mov32K, Mov32X,
    Arsh64K, Arsh64X, Arsh32K, Arsh32X,

    // Signed division and remainder.
    SDiv64K, SDiv64X, SDiv32K, SDiv32X,
    SMod64K, SMod64X, SMod32K, SMod32X,

    // Sign-extending moves: to 64 bits, to 32 bits.
    MovSx64From8, MovSx64From16, MovSx64From32,
    MovSx32From8, MovSx32From16,

    // Byte order on a little-endian machine: to little-endian truncates, to big-endian and the unconditional form swap.
    ToLe16, ToLe32, ToLe64,
    Swap16, Swap32, Swap64,

    // Conditional jumps.
    JEq64K, JEq64X, JEq32K, JEq32X,
    JGt64K, JGt64X, JGt32K, JGt32X,
    JGe64K, JGe64X, JGe32K, JGe32X,
    JSet64K, JSet64X, JSet32K, JSet32X,
    JNe64K, JNe64X, JNe32K, JNe32X,
    JSGt64K, JSGt64X, JSGt32K, JSGt32X,
    JSGe64K, JSGe64X, JSGe32K, JSGe32X,
    JLt64K, JLt64X, JLt32K, JLt32X,
    JLe64K, JLe64X, JLe32K, JLe32X,
    JSLt64K, JSLt64X, JSLt32K, JSLt32X,
    JSLe64K, JSLe64X, JSLe32K, JSLe32X,

    Ja, MayGoto,

    // A wide immediate, whatever its pseudo source: addresses are known when a program is decoded.
    LoadImm64,

    // Memory, by size code W, H, B, DW.
    Load32, Load16, Load8, Load64,
    LoadSx32, LoadSx16, LoadSx8,
    StoreImm32, StoreImm16, StoreImm8, StoreImm64,
    Store32, Store16, Store8, Store64,

    // Packet access of classic BPF, by size code.
    LoadAbs32, LoadAbs16, LoadAbs8,
    LoadInd32, LoadInd16, LoadInd8,

    // Atomics: Imm is the operation (RFC 9669, section 5.3, and load-acquire and store-release).
    Atomic32, Atomic64,
    LoadAcquire32, LoadAcquire16, LoadAcquire8, LoadAcquire64,
    StoreRelease32, StoreRelease16, StoreRelease8, StoreRelease64,

    CallHelper, TailCall, CallLocal, Exit,
}

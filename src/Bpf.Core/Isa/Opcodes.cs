using System.Collections.Immutable;
using static Bpf.Core.Isa.ConformanceGroup;
using static Bpf.Core.Isa.CpuVersion;
using static Bpf.Core.Isa.Mnemonic;

namespace Bpf.Core.Isa;

/// <summary>
/// The instruction set: RFC 9669 and what the Linux kernel has added since. Decoder, validator, disassembler, assembler, verifier
/// and VM read these rows. One written row stands for its 32- and 64-bit, register and immediate forms where it has them.
/// </summary>
/// <remarks>
/// Sources: RFC 9669, appendix A; for what it lacks, Documentation/bpf and include/uapi/linux/bpf.h of the kernel named. Listings
/// are those of llvm-objdump; where the kernel's log differs by more than number format, a second template stands beside.
/// </remarks>
public static partial class Opcodes
{
    private static ImmutableArray<OpcodeInfo> Build()
    {
        OpcodeTable t = new();
#pragma warning disable format // columns are aligned

        //    mnemonic  code              listing  32-bit    64-bit    cpu  offset
        t.Alu(Add,      AluCode.Add,      "+=",    Base32,   Base64,   V1);
        t.Alu(Sub,      AluCode.Sub,      "-=",    Base32,   Base64,   V1);
        t.Alu(Mul,      AluCode.Mul,      "*=",    DivMul32, DivMul64, V1);
        t.Alu(Div,      AluCode.Div,      "/=",    DivMul32, DivMul64, V1, offset: 0);
        t.Alu(SDiv,     AluCode.Div,      "s/=",   DivMul32, DivMul64, V4, offset: 1);
        t.Alu(Or,       AluCode.Or,       "|=",    Base32,   Base64,   V1);
        t.Alu(And,      AluCode.And,      "&=",    Base32,   Base64,   V1);
        t.Alu(Lsh,      AluCode.Lsh,      "<<=",   Base32,   Base64,   V1);
        t.Alu(Rsh,      AluCode.Rsh,      ">>=",   Base32,   Base64,   V1);
        t.Alu(Mod,      AluCode.Mod,      "%=",    DivMul32, DivMul64, V1, offset: 0);
        t.Alu(SMod,     AluCode.Mod,      "s%=",   DivMul32, DivMul64, V4, offset: 1);
        t.Alu(Xor,      AluCode.Xor,      "^=",    Base32,   Base64,   V1);
        t.Alu(Arsh,     AluCode.Arsh,     "s>>=",  Base32,   Base64,   V1);
        t.Neg(Neg,      AluCode.Neg,               Base32,   Base64,   V1);
        t.Mov(Mov,      AluCode.Mov,               Base32,   Base64,   V1);

        //      mnemonic       class                     bits  group   cpu
        t.MovSx(MovSx,         InstructionClass.Alu,     8,    Base32, V4);
        t.MovSx(MovSx,         InstructionClass.Alu,     16,   Base32, V4);
        t.MovSx(MovSx,         InstructionClass.Alu64,   8,    Base64, V4);
        t.MovSx(MovSx,         InstructionClass.Alu64,   16,   Base64, V4);
        t.MovSx(MovSx,         InstructionClass.Alu64,   32,   Base64, V4);
        t.AddrSpaceCast(AddrSpaceCast, Linux, V4); // arenas, kernel 6.9

        //    mnemonic opcode             name     bits  group   cpu
        t.End(EndLe,   Opcode.AluEndLe,   "le",    16,   Base32, V1);
        t.End(EndLe,   Opcode.AluEndLe,   "le",    32,   Base32, V1);
        t.End(EndLe,   Opcode.AluEndLe,   "le",    64,   Base64, V1);
        t.End(EndBe,   Opcode.AluEndBe,   "be",    16,   Base32, V1);
        t.End(EndBe,   Opcode.AluEndBe,   "be",    32,   Base32, V1);
        t.End(EndBe,   Opcode.AluEndBe,   "be",    64,   Base64, V1);
        t.End(BSwap,   Opcode.Alu64BSwap, "bswap", 16,   Base32, V4);
        t.End(BSwap,   Opcode.Alu64BSwap, "bswap", 32,   Base32, V4);
        t.End(BSwap,   Opcode.Alu64BSwap, "bswap", 64,   Base64, V4);

        //     mnemonic code           listing cpu (32-bit compares: at least v3)
        t.Jump(JEq,     JumpCode.JEq,  "==",   V1);
        t.Jump(JGt,     JumpCode.JGt,  ">",    V1);
        t.Jump(JGe,     JumpCode.JGe,  ">=",   V1);
        t.Jump(JSet,    JumpCode.JSet, "&",    V1);
        t.Jump(JNe,     JumpCode.JNe,  "!=",   V1);
        t.Jump(JSGt,    JumpCode.JSGt, "s>",   V1);
        t.Jump(JSGe,    JumpCode.JSGe, "s>=",  V1);
        t.Jump(JLt,     JumpCode.JLt,  "<",    V2);
        t.Jump(JLe,     JumpCode.JLe,  "<=",   V2);
        t.Jump(JSLt,    JumpCode.JSLt, "s<",   V2);
        t.Jump(JSLe,    JumpCode.JSLe, "s<=",  V2);

        //        mnemonic    opcode           form                      src  group   cpu listing                   message
        t.Control(Ja,         Opcode.JmpJa,    OperandForm.Jump,         0,   Base32, V1, "goto {jump}",            "BPF_JA");
        t.Control(Gotol,      Opcode.Jmp32Ja,  OperandForm.JumpLong,     0,   Base32, V4, "gotol {long}",           "BPF_JA");
        t.Control(Gotox,      Opcode.JmpJaX,   OperandForm.JumpIndirect, 0,   Linux,  V4, "gotox {d}",              "BPF_JA|BPF_X");
        t.Control(MayGoto,    Opcode.JmpJCond, OperandForm.Jump,         0,   Linux,  V4, "may_goto {jump}",        "BPF_JCOND");
        t.Control(CallHelper, Opcode.JmpCall,  OperandForm.Call,         0,   Base32, V1, "call {helper}",          "BPF_CALL");
        t.Control(CallLocal,  Opcode.JmpCall,  OperandForm.Call,         1,   Base32, V1, "call {local}",           "BPF_CALL");
        t.Control(CallKfunc,  Opcode.JmpCall,  OperandForm.Call,         2,   Base32, V3, "call {kfunc}",           "BPF_CALL");
        t.Control(Exit,       Opcode.JmpExit,  OperandForm.None,         0,   Base32, V1, "exit",                   "BPF_EXIT");

        //     mnemonic       pseudo source             listing
        t.Wide(LdImm64,       PseudoSource.None,        "{d} = {imm64} ll", kernel: "{d} = {imm64}");
        t.Wide(LdMapFd,       PseudoSource.MapFd,       "{d} = map[fd:{i}]");
        t.Wide(LdMapValue,    PseudoSource.MapValue,    "{d} = map[fd:{i}][0]+{next}");
        t.Wide(LdBtfId,       PseudoSource.BtfId,       "{d} = btf[id:{i}]+{next}");
        t.Wide(LdFunc,        PseudoSource.Func,        "{d} = subprog[{long}]");
        t.Wide(LdMapIdx,      PseudoSource.MapIdx,      "{d} = map[{map}]");
        t.Wide(LdMapIdxValue, PseudoSource.MapIdxValue, "{d} = map[{map}][0]+{next}");

        //       mnemonic mode        size     listing
        t.Packet(LdAbs,   Mode.Abs,   Size.B,  "r0 = *(u8 *)skb[{i}]");
        t.Packet(LdAbs,   Mode.Abs,   Size.H,  "r0 = *(u16 *)skb[{i}]");
        t.Packet(LdAbs,   Mode.Abs,   Size.W,  "r0 = *(u32 *)skb[{i}]");
        t.Packet(LdInd,   Mode.Ind,   Size.B,  "r0 = *(u8 *)skb[{s} + {i}]");
        t.Packet(LdInd,   Mode.Ind,   Size.H,  "r0 = *(u16 *)skb[{s} + {i}]");
        t.Packet(LdInd,   Mode.Ind,   Size.W,  "r0 = *(u32 *)skb[{s} + {i}]");

        //       mnemonic class                  mode        size     group   cpu form                  listing
        t.Memory(Ldx,     InstructionClass.Ldx,  Mode.Mem,   Size.B,  Base32, V1, OperandForm.Load,     "{d} = *(u8 *)({src})");
        t.Memory(Ldx,     InstructionClass.Ldx,  Mode.Mem,   Size.H,  Base32, V1, OperandForm.Load,     "{d} = *(u16 *)({src})");
        t.Memory(Ldx,     InstructionClass.Ldx,  Mode.Mem,   Size.W,  Base32, V1, OperandForm.Load,     "{d} = *(u32 *)({src})");
        t.Memory(Ldx,     InstructionClass.Ldx,  Mode.Mem,   Size.DW, Base64, V1, OperandForm.Load,     "{d} = *(u64 *)({src})");
        t.Memory(LdxSx,   InstructionClass.Ldx,  Mode.MemSx, Size.B,  Base64, V4, OperandForm.Load,     "{d} = *(s8 *)({src})");
        t.Memory(LdxSx,   InstructionClass.Ldx,  Mode.MemSx, Size.H,  Base64, V4, OperandForm.Load,     "{d} = *(s16 *)({src})");
        t.Memory(LdxSx,   InstructionClass.Ldx,  Mode.MemSx, Size.W,  Base64, V4, OperandForm.Load,     "{d} = *(s32 *)({src})");
        t.Memory(St,      InstructionClass.St,   Mode.Mem,   Size.B,  Base32, V1, OperandForm.StoreImm, "*(u8 *)({dst}) = {i}");
        t.Memory(St,      InstructionClass.St,   Mode.Mem,   Size.H,  Base32, V1, OperandForm.StoreImm, "*(u16 *)({dst}) = {i}");
        t.Memory(St,      InstructionClass.St,   Mode.Mem,   Size.W,  Base32, V1, OperandForm.StoreImm, "*(u32 *)({dst}) = {i}");
        t.Memory(St,      InstructionClass.St,   Mode.Mem,   Size.DW, Base64, V1, OperandForm.StoreImm, "*(u64 *)({dst}) = {i}");
        t.Memory(Stx,     InstructionClass.Stx,  Mode.Mem,   Size.B,  Base32, V1, OperandForm.Store,    "*(u8 *)({dst}) = {s}");
        t.Memory(Stx,     InstructionClass.Stx,  Mode.Mem,   Size.H,  Base32, V1, OperandForm.Store,    "*(u16 *)({dst}) = {s}");
        t.Memory(Stx,     InstructionClass.Stx,  Mode.Mem,   Size.W,  Base32, V1, OperandForm.Store,    "*(u32 *)({dst}) = {s}");
        t.Memory(Stx,     InstructionClass.Stx,  Mode.Mem,   Size.DW, Base64, V1, OperandForm.Store,    "*(u64 *)({dst}) = {s}");

        //       mnemonic        immediate            cpu listing (u32 and w registers in 32-bit rows)
        t.Atomic(AtomicAdd,      AtomicCode.Add,      V1, "lock *(u64 *)({dst}) += {s}");
        t.Atomic(AtomicOr,       AtomicCode.Or,       V3, "lock *(u64 *)({dst}) |= {s}");
        t.Atomic(AtomicAnd,      AtomicCode.And,      V3, "lock *(u64 *)({dst}) &= {s}");
        t.Atomic(AtomicXor,      AtomicCode.Xor,      V3, "lock *(u64 *)({dst}) ^= {s}");
        t.Atomic(AtomicFetchAdd, AtomicCode.FetchAdd, V3, "{s} = atomic_fetch_add((u64 *)({dst}), {s})");
        t.Atomic(AtomicFetchOr,  AtomicCode.FetchOr,  V3, "{s} = atomic_fetch_or((u64 *)({dst}), {s})");
        t.Atomic(AtomicFetchAnd, AtomicCode.FetchAnd, V3, "{s} = atomic_fetch_and((u64 *)({dst}), {s})");
        t.Atomic(AtomicFetchXor, AtomicCode.FetchXor, V3, "{s} = atomic_fetch_xor((u64 *)({dst}), {s})");
        t.Atomic(Xchg,           AtomicCode.Xchg,     V3, "{s} = xchg_64({dst}, {s})", kernel: "{s} = atomic_xchg((u64 *)({dst}), {s})");
        t.Atomic(CmpXchg,        AtomicCode.CmpXchg,  V3, "r0 = cmpxchg_64({dst}, r0, {s})", kernel: "r0 = atomic_cmpxchg((u64 *)({dst}), r0, {s})");

        //        mnemonic      immediate                listing (all sizes; kernel 6.15)
        t.Ordered(LoadAcquire,  AtomicCode.LoadAcquire,  "{d} = load_acquire((u64 *)({src}))");
        t.Ordered(StoreRelease, AtomicCode.StoreRelease, "store_release((u64 *)({dst}), {s})");
#pragma warning restore format

        return t.ToImmutable();
    }
}

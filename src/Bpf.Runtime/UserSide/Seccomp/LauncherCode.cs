using System;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The launcher's instructions: give up new privileges, install the filter, become the program that is meant; 127 where one of them fails.</summary>
/// <remarks>They are all between a fork and the program, so that there is nothing for a filter to get in the way of, and they use no memory but the stack that execve(2) made:
/// the number of arguments, then the arguments, of which the first becomes the program's name. Behind them stands <see cref="LauncherImage"/>'s block.
/// The bytes are those of an assembler (LLVM 19); sources: the machines' instruction sets and system call conventions, syscall(2).</remarks>
internal static class LauncherCode
{
    private const string X64 =
        "B89D000000" + // mov eax, 0x9d
        "BF26000000" + // mov edi, 0x26
        "BE01000000" + // mov esi, 0x1
        "31D2" + // xor edx, edx
        "4531D2" + // xor r10d, r10d
        "4531C0" + // xor r8d, r8d
        "0F05" + // syscall
        "4885C0" + // test rax, rax
        "7542" + // jne 0x60
        "488B0D63000000" + // mov rcx, qword ptr [rip + 0x63]
        "48894C2408" + // mov qword ptr [rsp + 0x8], rcx
        "B83D010000" + // mov eax, 0x13d
        "BF01000000" + // mov edi, 0x1
        "31F6" + // xor esi, esi
        "488D1533000000" + // lea rdx, [rip + 0x33]
        "0F05" + // syscall
        "4885C0" + // test rax, rax
        "751C" + // jne 0x60
        "488B0C24" + // mov rcx, qword ptr [rsp]
        "B83B000000" + // mov eax, 0x3b
        "488B3D2C000000" + // mov rdi, qword ptr [rip + 0x2c]
        "488D742408" + // lea rsi, [rsp + 0x8]
        "488D54CC10" + // lea rdx, [rsp + 8*rcx + 0x10]
        "0F05" + // syscall
        "B8E7000000" + // mov eax, 0xe7
        "BF7F000000" + // mov edi, 0x7f
        "0F05" + // syscall
        "0F0B" + // ud2
        "6690"; // nop

    private const string Arm64 =
        "E81480D2" + // mov x8, #0xa7
        "C00480D2" + // mov x0, #0x26
        "210080D2" + // mov x1, #0x1
        "020080D2" + // mov x2, #0x0
        "030080D2" + // mov x3, #0x0
        "040080D2" + // mov x4, #0x0
        "010000D4" + // svc #0
        "000200B5" + // cbnz x0, 0x5c
        "45030058" + // ldr x5, 0x88 name
        "E50700F9" + // str x5, [sp, #0x8]
        "A82280D2" + // mov x8, #0x115
        "200080D2" + // mov x0, #0x1
        "010080D2" + // mov x1, #0x0
        "E2010010" + // adr x2, 0x70 program
        "010000D4" + // svc #0
        "000100B5" + // cbnz x0, 0x5c
        "A81B80D2" + // mov x8, #0xdd
        "E0010058" + // ldr x0, 0x80 path
        "E1230091" + // add x1, sp, #0x8
        "E20340F9" + // ldr x2, [sp]
        "220C028B" + // add x2, x1, x2, lsl #3
        "42200091" + // add x2, x2, #0x8
        "010000D4" + // svc #0
        "C80B80D2" + // mov x8, #0x5e
        "E00F80D2" + // mov x0, #0x7f
        "010000D4" + // svc #0
        "00000000" + // udf #0x0
        "1F2003D5"; // nop

    private const string RiscV64 =
        "9308700A" + // li a7, 0xa7
        "13056002" + // li a0, 0x26
        "93051000" + // li a1, 0x1
        "13060000" + // li a2, 0x0
        "93060000" + // li a3, 0x0
        "13070000" + // li a4, 0x0
        "73000000" + // ecall
        "63160504" + // bnez a0, 0x68
        "97020000" + // auipc t0, 0x0
        "93828205" + // addi t0, t0, 0x58
        "03B38201" + // ld t1, 0x18(t0)
        "23346100" + // sd t1, 0x8(sp)
        "93085011" + // li a7, 0x115
        "13051000" + // li a0, 0x1
        "93050000" + // li a1, 0x0
        "13860200" + // mv a2, t0
        "73000000" + // ecall
        "63120502" + // bnez a0, 0x68
        "9308D00D" + // li a7, 0xdd
        "03B50201" + // ld a0, 0x10(t0)
        "93058100" + // addi a1, sp, 0x8
        "03360100" + // ld a2, 0x0(sp)
        "13163600" + // slli a2, a2, 0x3
        "3386C500" + // add a2, a1, a2
        "13068600" + // addi a2, a2, 0x8
        "73000000" + // ecall
        "9308E005" + // li a7, 0x5e
        "1305F007" + // li a0, 0x7f
        "73000000" + // ecall
        "731000C0"; // unimp

    /// <summary>The instructions of a machine, and its number in ELF files (include/uapi/linux/elf-em.h).</summary>
    public static (byte[] Code, ushort Machine) Of(TargetArchitecture architecture) => architecture switch
    {
        TargetArchitecture.X64 => (Convert.FromHexString(X64), 62),
        TargetArchitecture.Arm64 => (Convert.FromHexString(Arm64), 183),
        _ => (Convert.FromHexString(RiscV64), 243),
    };
}

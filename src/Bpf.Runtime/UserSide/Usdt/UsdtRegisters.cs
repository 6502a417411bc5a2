using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>Where the kernel keeps user space's registers, by the assembler's names: <c>struct pt_regs</c> (arch/x86/include/asm/ptrace.h), <c>struct user_pt_regs</c> (arch/arm64/include/uapi/asm/ptrace.h).</summary>
internal static class UsdtRegisters
{
    private static readonly Dictionary<string, int> Offsets = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? Arm64() : X64();

    /// <summary>Bytes from the start of the registers; null for what is none, or is kept elsewhere (vectors).</summary>
    public static int? OffsetOf(string name) => Offsets.TryGetValue(name, out int offset) ? offset : null;

    private static Dictionary<string, int> X64()
    {
        // The names of a register by its width, and where it is.
        (string[] Names, int Offset)[] rows =
        [
            (["r15", "r15d", "r15w", "r15b"], 0),
            (["r14", "r14d", "r14w", "r14b"], 8),
            (["r13", "r13d", "r13w", "r13b"], 16),
            (["r12", "r12d", "r12w", "r12b"], 24),
            (["rbp", "ebp", "bp", "bpl"], 32),
            (["rbx", "ebx", "bx", "bl"], 40),
            (["r11", "r11d", "r11w", "r11b"], 48),
            (["r10", "r10d", "r10w", "r10b"], 56),
            (["r9", "r9d", "r9w", "r9b"], 64),
            (["r8", "r8d", "r8w", "r8b"], 72),
            (["rax", "eax", "ax", "al"], 80),
            (["rcx", "ecx", "cx", "cl"], 88),
            (["rdx", "edx", "dx", "dl"], 96),
            (["rsi", "esi", "si", "sil"], 104),
            (["rdi", "edi", "di", "dil"], 112),
            (["rip", "eip"], 128),
            (["rsp", "esp", "sp", "spl"], 152),
        ];
        Dictionary<string, int> offsets = [];
        foreach ((string[] names, int offset) in rows)
        {
            foreach (string name in names)
                offsets.Add(name, offset);
        }

        return offsets;
    }

    private static Dictionary<string, int> Arm64()
    {
        const int general = 31;
        Dictionary<string, int> offsets = new() { ["sp"] = 8 * general };
        for (int i = 0; i < general; i++)
        {
            string number = i.ToString(CultureInfo.InvariantCulture);
            offsets.Add("x" + number, 8 * i);
            offsets.Add("w" + number, 8 * i);
        }

        return offsets;
    }
}

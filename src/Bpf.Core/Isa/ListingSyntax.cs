namespace Bpf.Core.Isa;

/// <summary>The two ways the field writes instructions. The assembler reads both.</summary>
public enum ListingSyntax
{
    /// <summary>As <c>llvm-objdump --no-print-imm-hex</c>: <c>r0 = *(u32 *)(r1 + 4)</c>, <c>if r1 s&gt; 5 goto +3</c>.</summary>
    Llvm,

    /// <summary>As the kernel's verifier log and bpftool: <c>(61) r0 = *(u32 *)(r1 +4)</c>, <c>(65) if r1 s&gt; 0x5 goto pc+3</c>.</summary>
    Kernel,
}

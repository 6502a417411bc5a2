using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.KernelAsking;

namespace Bpf.KernelAnswers;

/// <summary>How much a program may use: a load with the most and one with one more.</summary>
/// <remarks>Sources: <c>MAX_BPF_STACK</c> (include/linux/filter.h), <c>BPF_MAX_SUBPROGS</c> (include/linux/bpf_verifier.h).</remarks>
internal static class LimitRows
{
    private static readonly Instruction[] s_end = [Asm.Mov64Imm(Register.R0, 0), Asm.Exit()];

    private static readonly (string What, int Most, Func<int, ImmutableArray<Instruction>> Program)[] s_rows =
    [
        ("bytes of stack", 512, static bytes => [Asm.StMem(Size.B, Register.R10, (short)-bytes, 0), .. s_end]),
        ("functions", 256, Functions),
    ];

    public static void Compare(Comparison comparison)
    {
        LoadSite site = new(ProgramType.SocketFilter, 0);
        foreach ((string what, int most, Func<int, ImmutableArray<Instruction>> program) in s_rows)
        {
            comparison.Row($"{most} {what}", true, site.Load(program(most)).Result == 0);
            comparison.Row($"{most + 1} {what}", false, site.Load(program(most + 1)).Result == 0);
        }
    }

    // The first calls each of the others, which do nothing.
    private static ImmutableArray<Instruction> Functions(int count)
    {
        int others = count - 1, start = others + s_end.Length;
        return
        [
            .. Enumerable.Range(0, others).Select(i => Asm.CallLocal(start + (i * s_end.Length) - i - 1)),
            .. Enumerable.Repeat(s_end, count).SelectMany(static end => end),
        ];
    }
}

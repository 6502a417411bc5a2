using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using static Bpf.Core.Isa.Register;

namespace Bpf.KernelAsking;

/// <summary>
/// A program that calls one helper: r6 the context, r7 a number nobody knows, r8 what a preparation left, the stack's top 64 bytes
/// zero and the rest untouched; r1 to r5 are not readable but for what the arguments set.
/// </summary>
public sealed record CallSample(HelperPrototype Helper, ProgramType Program, AttachType Attach)
{
    /// <summary>Offset from r10 of 64 initialized bytes.</summary>
    public const int Initialized = -64;

    /// <summary>Offset from r10 of 64 bytes that nothing has written.</summary>
    public const int Uninitialized = -128;

    /// <summary>Indexes in the maps of a sample.</summary>
    public const int Asked = 0, Records = 1, Constant = 2, Locked = 3;

    /// <summary>What each register is set to, from r1; null leaves it unreadable.</summary>
    public ImmutableArray<ArgumentValue?> Arguments { get; init; } = [];

    /// <summary>What comes before the arguments are set; falls through on success, else jumps nowhere: r8 is valid after it.</summary>
    public ImmutableArray<Instruction> Preparation { get; init; } = [];

    /// <summary>What follows the call.</summary>
    public ImmutableArray<Instruction> After { get; init; } = [];

    /// <summary>The license.</summary>
    public string License { get; init; } = "GPL";

    /// <summary>The load request, with the callback after the program where an argument needs it.</summary>
    public LoadRequest ToRequest()
    {
        List<Instruction> code = [Asm.Mov64Reg(R6, R1)];
        for (short offset = Initialized; offset < 0; offset += 8)
            code.Add(Asm.StMem(Size.DW, R10, offset, 0));
        code.AddRange([Asm.Call(HelperId.GetPrandomU32), Asm.Mov64Reg(R7, R0)]);
        ImmutableArray<ArgumentValue> values = [.. Arguments.Where(value => value is not null).Select(value => value!)];
        code.AddRange(Preparation);
        code.AddRange(values.SelectMany(value => value.Preparation));
        int callback = -1;
        for (int i = 0; i < Arguments.Length; i++)
        {
            if (Arguments[i] is not { } value)
                continue;
            if (value.IsCallback)
                callback = code.Count;
            code.AddRange(value.Set((byte)(R1 + i)));
        }

        code.Add(Asm.Call(Helper.Id));
        code.AddRange(After);
        code.AddRange([Asm.Mov64Imm(R0, 1), Asm.Exit()]);
        if (callback < 0)
            return Request(code, []);

        int start = code.Count;
        code[callback] = code[callback] with { Imm = start - callback - 1 };
        code.AddRange([Asm.Mov64Imm(R0, 0), Asm.Exit()]);
        return Request(code, [new(0, ProofBtf.Main), new(start, ProofBtf.Callback)]);
    }

    private LoadRequest Request(List<Instruction> code, ImmutableArray<FuncInfo> functions) => new()
    {
        Name = "proof",
        ProgramType = Program,
        ExpectedAttachType = Attach,
        Flags = Program == ProgramType.Syscall ? 1u << 4 : 0,
        License = License,
        Instructions = [.. code],
        FuncInfo = functions,
    };
}

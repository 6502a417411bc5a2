using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using static Bpf.Core.Isa.Register;
using static Bpf.Core.Kernel.ArgumentType;

namespace Bpf.KernelAsking;

/// <summary>A value for one argument of a helper.</summary>
/// <param name="What">In words, for failures.</param>
/// <param name="Set">What sets the register.</param>
public sealed record ArgumentValue(string What, Func<byte, Instruction[]> Set)
{
    /// <summary>What leaves r8 as <see cref="Set"/> needs it.</summary>
    public ImmutableArray<Instruction> Preparation { get; init; } = [];

    /// <summary>True for the address of the sample's callback.</summary>
    public bool IsCallback { get; init; }

    /// <summary>A value as the argument asks for; null where these proofs have none.</summary>
    public static ArgumentValue? Right(HelperArgument argument) => argument.Base switch
    {
        ConstMapPtr => Map(CallSample.Asked),
        PtrToMapKey or PtrToMapValue or PtrToMem => Stack(argument.Has(MemUninit) ? CallSample.Uninitialized : CallSample.Initialized),
        ConstSize or ConstSizeOrZero or ConstAllocSizeOrZero => Number(8),
        PtrToCtx => Copy("the context", R6),
        Anything => Number(0),
        PtrToStack => Number(0),
        PtrToFunc => Callback,
        PtrToConstStr => Constant,
        PtrToRingbufMem => Record,
        PtrToSpinLock => Lock,
        _ => null,
    };

    /// <summary>Values that the argument must refuse.</summary>
    public static IEnumerable<ArgumentValue> Wrong(HelperArgument argument)
    {
        bool pointer = argument.Base is not (ConstSize or ConstSizeOrZero or ConstAllocSizeOrZero or Anything);
        if (pointer)
            yield return Number(1);
        if (pointer && !argument.Has(PtrMaybeNull))
            yield return Number(0);
        switch (argument.Base)
        {
            case PtrToMapKey or PtrToMapValue or PtrToMem:
                yield return Stack(0);
                yield return Stack(-516);
                if (argument.Has(MemWrite))
                    yield return Constant;
                break;
            case ConstSize:
                yield return Number(0);
                yield return Number(-1);
                yield return Copy("a length nobody knows", R7);
                break;
            case ConstSizeOrZero:
                yield return Number(-1);
                yield return Copy("a length nobody knows", R7);
                break;
            case ConstAllocSizeOrZero:
                yield return Copy("a size nobody knows", R7);
                break;
            case PtrToCtx:
                yield return new("a moved context", static r => [Asm.Mov64Reg(r, R6), Asm.Alu64Imm(AluCode.Add, r, 8)]);
                yield return Stack(CallSample.Initialized);
                break;
            case ConstMapPtr or PtrToFunc or PtrToConstStr or PtrToRingbufMem or PtrToSpinLock:
                yield return Stack(CallSample.Initialized);
                break;
        }
    }

    /// <summary>Further values that the argument must accept.</summary>
    public static IEnumerable<ArgumentValue> AlsoRight(HelperArgument argument)
    {
        if (argument.Base is PtrToMapKey or PtrToMapValue or PtrToMem && !argument.Has(MemWrite) && !argument.Has(MemFixedSize))
            yield return Constant;
        if (argument.Base == Anything)
        {
            yield return Copy("a number nobody knows", R7);
            yield return Number(-1);
        }

        if (argument.Base == PtrToStack)
            yield return Stack(CallSample.Initialized);
        if (argument.Base == ConstSizeOrZero)
            yield return Number(0);
        if (argument.Base == PtrToMapValue && argument.Has(PtrMaybeNull))
            yield return Number(0);
    }

    /// <summary>A number.</summary>
    public static ArgumentValue Number(int number) => new($"the number {number}", r => [Asm.Mov64Imm(r, number)]);

    /// <summary>A map of the sample's.</summary>
    public static ArgumentValue Map(int index) => new($"map {index}", r => Wide(r, PseudoSource.MapIdx, index));

    /// <summary>An address on the stack.</summary>
    public static ArgumentValue Stack(int offset) =>
        new($"the stack at {offset}", r => [Asm.Mov64Reg(r, R10), Asm.Alu64Imm(AluCode.Add, r, offset)]);

    /// <summary>What a register holds.</summary>
    public static ArgumentValue Copy(string what, byte register) => new(what, r => [Asm.Mov64Reg(r, register)]);

    /// <summary>Text in a frozen map that programs may not write.</summary>
    public static ArgumentValue Constant { get; } = new("constant memory", r => Wide(r, PseudoSource.MapIdxValue, CallSample.Constant));

    private static ArgumentValue Callback { get; } = new("a callback", r => Wide(r, PseudoSource.Func, 0)) { IsCallback = true };

    private static ArgumentValue Record { get; } = Copy("a record", R8) with
    {
        Preparation =
        [
            .. Wide(R1, PseudoSource.MapIdx, CallSample.Records), Asm.Mov64Imm(R2, 8), Asm.Mov64Imm(R3, 0), Asm.Call(HelperId.RingbufReserve),
            .. ExitOnNull,
        ],
    };

    private static ArgumentValue Lock { get; } = Copy("a lock", R8) with
    {
        Preparation =
        [
            .. Wide(R1, PseudoSource.MapIdx, CallSample.Locked), .. Stack(CallSample.Initialized).Set(R2), Asm.Call(HelperId.MapLookupElem),
            .. ExitOnNull, Asm.Alu64Imm(AluCode.Add, R8, 4),
        ],
    };

    private static ImmutableArray<Instruction> ExitOnNull =>
        [Asm.JmpImm(JumpCode.JNe, R0, 0, 2), Asm.Mov64Imm(R0, 1), Asm.Exit(), Asm.Mov64Reg(R8, R0)];

    private static Instruction[] Wide(byte register, PseudoSource source, int imm)
    {
        (Instruction first, Instruction second) = Asm.LdImm64(register, source, imm, 0);
        return [first, second];
    }
}

using Bpf.Core.Isa;

namespace Bpf.Vm.Counterexamples;

/// <summary>What a register or a part of the stack holds, as far as that is followed.</summary>
internal abstract record Value;

/// <summary>A number that a program computes, as a function of what the run is given.</summary>
internal abstract record Term : Value
{
    /// <summary>False for constants.</summary>
    public abstract bool IsInput { get; }

    /// <summary>The number for some inputs.</summary>
    public abstract ulong Evaluate(Assignment inputs);

    /// <summary>Changes inputs so that the number is another; what it leaves behind where it cannot is for the caller to check.</summary>
    public abstract void Make(ulong value, Assignment inputs);
}

/// <summary>A constant.</summary>
internal sealed record Constant(ulong Value) : Term
{
    public override bool IsInput => false;

    public override ulong Evaluate(Assignment inputs) => Value;

    public override void Make(ulong value, Assignment inputs)
    {
    }
}

/// <summary>Bytes of an input.</summary>
/// <param name="First">The lowest byte.</param>
/// <param name="Size">1, 2, 4 or 8.</param>
/// <param name="Signed">True where the sign is continued to 64 bits.</param>
internal sealed record Loaded(Input First, int Size, bool Signed = false) : Term
{
    public override bool IsInput => true;

    public override ulong Evaluate(Assignment inputs)
    {
        ulong value = inputs.Read(First, Size);
        int unused = 64 - 8 * Size;
        return Signed ? (ulong)((long)(value << unused) >> unused) : value;
    }

    public override void Make(ulong value, Assignment inputs) => inputs.Write(First, Size, value);
}

/// <summary>A number in the other byte order, its upper bytes cut off.</summary>
/// <param name="Operand">The number.</param>
/// <param name="Size">Bytes: 2, 4 or 8.</param>
internal sealed record Swapped(Term Operand, int Size) : Term
{
    public override bool IsInput => Operand.IsInput;

    public override ulong Evaluate(Assignment inputs) => Swap(Operand.Evaluate(inputs));

    public override void Make(ulong value, Assignment inputs) => Operand.Make(Swap(value), inputs);

    private ulong Swap(ulong value)
    {
        ulong swapped = 0;
        for (int i = 0; i < Size; i++) swapped = swapped << 8 | (value >> (8 * i) & 0xff);
        return swapped;
    }
}

/// <summary>The lower bytes of a number.</summary>
/// <param name="Operand">The number.</param>
/// <param name="Size">Bytes: 1, 2 or 4.</param>
/// <param name="Signed">True where the sign is continued to 64 bits.</param>
internal sealed record Low(Term Operand, int Size, bool Signed = false) : Term
{
    private int Unused => 64 - 8 * Size;

    public override bool IsInput => Operand.IsInput;

    public override ulong Evaluate(Assignment inputs)
    {
        ulong value = Operand.Evaluate(inputs) << Unused;
        return Signed ? (ulong)((long)value >> Unused) : value >> Unused;
    }

    public override void Make(ulong value, Assignment inputs) => Operand.Make(value << Unused >> Unused, inputs);
}

/// <summary>An operation on two numbers, with the meaning of RFC 9669, section 4.1.</summary>
internal sealed record Operation(AluCode Code, Term Left, Term Right) : Term
{
    public override bool IsInput => Left.IsInput || Right.IsInput;

    public override ulong Evaluate(Assignment inputs)
    {
        ulong a = Left.Evaluate(inputs), b = Right.Evaluate(inputs);
        return Code switch
        {
            AluCode.Add => a + b,
            AluCode.Sub => a - b,
            AluCode.Mul => a * b,
            AluCode.Div => b == 0 ? 0 : a / b,
            AluCode.Mod => b == 0 ? a : a % b,
            AluCode.Or => a | b,
            AluCode.And => a & b,
            AluCode.Xor => a ^ b,
            AluCode.Lsh => a << (int)(b & 63),
            AluCode.Rsh => a >> (int)(b & 63),
            AluCode.Arsh => (ulong)((long)a >> (int)(b & 63)),
            _ => 0,
        };
    }

    // One operand is held and the operation undone; where that is not enough, the other one's turn comes. So parts that were put together by
    // shifts and ors get their bytes.
    public override void Make(ulong value, Assignment inputs)
    {
        if (Left.IsInput) Make(value, changesLeft: true, inputs);
        if (Right.IsInput && Evaluate(inputs) != value) Make(value, changesLeft: false, inputs);
    }

    private void Make(ulong value, bool changesLeft, Assignment inputs)
    {
        ulong held = (changesLeft ? Right : Left).Evaluate(inputs);
        if (!changesLeft && Code is AluCode.Div or AluCode.Mod or AluCode.Lsh or AluCode.Rsh or AluCode.Arsh) return;
        ulong wanted = Code switch
        {
            AluCode.Add => value - held,
            AluCode.Sub => changesLeft ? value + held : held - value,
            AluCode.Mul => held == 0 ? 0 : value / held,
            AluCode.Div => value * held,
            AluCode.Or => value & ~held,
            AluCode.Xor => value ^ held,
            AluCode.Lsh => value >> (int)(held & 63),
            AluCode.Rsh or AluCode.Arsh => value << (int)(held & 63),
            _ => value,
        };
        (changesLeft ? Left : Right).Make(wanted, inputs);
    }
}

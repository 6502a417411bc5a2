namespace Bpf.Core.Isa;

public readonly partial record struct Instruction
{
    /// <summary>The instruction class.</summary>
    public InstructionClass Class => (InstructionClass)(Opcode & 0x07);

    /// <summary>Where the second operand comes from; only for arithmetic and jumps.</summary>
    public SourceOperand Source => (SourceOperand)(Opcode & 0x08);

    /// <summary>The arithmetic operation; only for arithmetic.</summary>
    public AluCode AluCode => (AluCode)(Opcode & 0xf0);

    /// <summary>The jump operation; only for jumps.</summary>
    public JumpCode JumpCode => (JumpCode)(Opcode & 0xf0);

    /// <summary>The addressing mode; only for loads and stores.</summary>
    public Mode Mode => (Mode)(Opcode & 0xe0);

    /// <summary>Bytes loaded or stored; only for loads and stores.</summary>
    public int AccessSize => ((Size)(Opcode & 0x18)).Bytes();

    /// <summary>The atomic operation; only where <see cref="IsAtomic"/>.</summary>
    public AtomicCode AtomicCode => (AtomicCode)Imm;

    /// <summary>True for 32- and 64-bit arithmetic.</summary>
    public bool IsAlu => Class is InstructionClass.Alu or InstructionClass.Alu64;

    /// <summary>True for every instruction of a jump class, calls and exit included.</summary>
    public bool IsJumpClass => Class is InstructionClass.Jmp or InstructionClass.Jmp32;

    /// <summary>True for loads and stores, packet access and wide loads included.</summary>
    public bool IsLoadOrStore => Opcode is not 0 && (Opcode & 0x07) <= 0x03;

    /// <summary>True for the first slot of a 64-bit immediate load.</summary>
    public bool IsWide => Opcode == Isa.Opcode.LdImmDW;

    /// <summary>Slots taken: 2 for a wide instruction, else 1.</summary>
    public int Slots => IsWide ? 2 : 1;

    /// <summary>True for a wide load of a map or of a map value, by descriptor or index.</summary>
    public bool IsMapLoad => IsWide && (PseudoSource)Src is
        PseudoSource.MapFd or PseudoSource.MapValue or PseudoSource.MapIdx or PseudoSource.MapIdxValue;

    /// <summary>True for atomic operations, load-acquire and store-release included.</summary>
    public bool IsAtomic => Class == InstructionClass.Stx && Mode == Mode.Atomic;

    /// <summary>True for calls of every kind.</summary>
    public bool IsCall => Opcode == Isa.Opcode.JmpCall;

    /// <summary>True for calls of the kernel's helpers.</summary>
    public bool IsHelperCall => IsCall && Src == (byte)CallKind.Helper;

    /// <summary>True for calls of subprograms.</summary>
    public bool IsLocalCall => IsCall && Src == (byte)CallKind.Local;

    /// <summary>True for calls of kernel functions.</summary>
    public bool IsKfuncCall => IsCall && Src == (byte)CallKind.Kfunc;

    /// <summary>True for exit.</summary>
    public bool IsExit => Opcode == Isa.Opcode.JmpExit;

    /// <summary>True for jumps that are always taken and know their target: <c>goto</c> and <c>gotol</c>.</summary>
    public bool IsUnconditionalJump => Opcode is Isa.Opcode.JmpJa or Isa.Opcode.Jmp32Ja;

    /// <summary>True for jumps that may fall through: comparisons and <c>may_goto</c>.</summary>
    public bool IsConditionalJump =>
        IsJumpClass && JumpCode is not (JumpCode.Ja or JumpCode.Call or JumpCode.Exit) && Opcode < 0xe6;

    /// <summary>True for jumps that know their target.</summary>
    public bool IsJump => IsUnconditionalJump || IsConditionalJump;

    /// <summary>Slots from the next instruction to the target of a jump or local call; 0 for others.</summary>
    public int JumpDistance => Opcode switch
    {
        Isa.Opcode.Jmp32Ja => Imm,
        Isa.Opcode.JmpCall => IsLocalCall ? Imm : 0,
        _ => IsJump ? Offset : 0,
    };

    /// <summary>The slot a jump or local call goes to.</summary>
    /// <param name="slot">The slot it stands in.</param>
    public int JumpTarget(int slot) => slot + 1 + JumpDistance;

    /// <summary>The registers read, bit n for rn. Calls read none here: that depends on what is called.</summary>
    public int ReadRegisters
    {
        get
        {
            RegisterEffects effects = Opcodes.Find(this)?.Effects ?? RegisterEffects.None;
            int mask = (effects & RegisterEffects.ReadsDst) != 0 ? 1 << Dst : 0;
            mask |= (effects & RegisterEffects.ReadsSrc) != 0 ? 1 << Src : 0;
            mask |= (effects & RegisterEffects.ReadsR0) != 0 ? 1 : 0;
            return mask | ((effects & RegisterEffects.ReadsR6) != 0 ? 1 << 6 : 0);
        }
    }

    /// <summary>The registers written or destroyed, bit n for rn.</summary>
    public int WrittenRegisters
    {
        get
        {
            RegisterEffects effects = Opcodes.Find(this)?.Effects ?? RegisterEffects.None;
            int mask = (effects & RegisterEffects.WritesDst) != 0 ? 1 << Dst : 0;
            mask |= (effects & RegisterEffects.WritesSrc) != 0 ? 1 << Src : 0;
            mask |= (effects & RegisterEffects.WritesR0) != 0 ? 1 : 0;
            return mask | ((effects & RegisterEffects.ClobbersArguments) != 0 ? 0b11_1110 : 0);
        }
    }
}

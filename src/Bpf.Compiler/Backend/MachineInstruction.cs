using System;
using System.Collections.Generic;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Backend;

/// <summary>One instruction over virtual registers. Registers below <see cref="FirstVirtual"/> are the machine's own.</summary>
internal sealed class MachineInstruction
{
    /// <summary>The number of the first virtual register.</summary>
    public const int FirstVirtual = 16;

    public MachineOp Op { get; set; }

    public byte Opcode { get; set; }

    /// <summary>The register in the dst field; -1 for none (or a frame object).</summary>
    public int Dst { get; set; } = -1;

    /// <summary>The register in the src field; -1 for none (or a frame object).</summary>
    public int Src { get; set; } = -1;

    /// <summary>The frame object that memory is in or whose address is taken; -1 for none.</summary>
    public int Frame { get; set; } = -1;

    /// <summary>Bytes from the base; for ALU the offset field (signed division, sign-extending moves).</summary>
    public int Offset { get; set; }

    public long Immediate { get; set; }

    public string? Symbol { get; set; }

    /// <summary>What the symbol is.</summary>
    public RelocationKind Reference { get; set; }

    /// <summary>For an immediate that depends on the kernel's types, what it is; else null.</summary>
    public CoreRelocation? Core { get; set; }

    /// <summary>For a number that depends on the architecture, what it is; else null.</summary>
    public MachineValue? Machine { get; set; }

    public MachineBlock[] Targets { get; set; } = [];

    /// <summary>Arguments of a call: r1 to this.</summary>
    public int Arguments { get; set; }

    public SourceLocation? Location { get; set; }

    public bool IsTerminator => Op is MachineOp.Exit or MachineOp.Jump or MachineOp.Branch;

    /// <summary>True for arithmetic that doesn't read what was in dst.</summary>
    public bool IsMoveLike => Op == MachineOp.Alu && (Opcode & 0xf0) == (byte)AluCode.Mov;

    /// <summary>True for atomic operations that give the old value back.</summary>
    public bool IsFetch => Op == MachineOp.Atomic && (Immediate & 1) != 0;

    public bool IsCompareExchange => Op == MachineOp.Atomic && Immediate == (long)AtomicCode.CmpXchg;

    /// <summary>Adds the registers read.</summary>
    public void Uses(List<int> into)
    {
        switch (Op)
        {
            case MachineOp.Alu:
                if (!IsMoveLike)
                    Add(into, Dst);
                Add(into, Src);
                break;
            case MachineOp.Move or MachineOp.Load:
                Add(into, Src);
                break;
            case MachineOp.Store or MachineOp.StoreImmediate or MachineOp.Atomic or MachineOp.Branch:
                Add(into, Dst);
                Add(into, Src);
                if (IsCompareExchange)
                    into.Add(Register.R0);
                break;
            case MachineOp.Call or MachineOp.CallLocal:
                for (int i = 1; i <= Arguments; i++)
                    into.Add(i);
                break;
            case MachineOp.Exit:
                into.Add(Register.R0);
                break;
            default:
                break;
        }
    }

    /// <summary>Adds the registers written.</summary>
    public void Definitions(List<int> into)
    {
        switch (Op)
        {
            case MachineOp.Alu or MachineOp.Move or MachineOp.LoadImmediate or MachineOp.LoadAddress or MachineOp.FrameAddress or MachineOp.Load:
                Add(into, Dst);
                break;
            case MachineOp.Atomic when IsCompareExchange:
                into.Add(Register.R0);
                break;
            case MachineOp.Atomic when IsFetch:
                Add(into, Src);
                break;
            case MachineOp.Call or MachineOp.CallLocal:
                for (int i = 0; i <= Register.MaxArguments; i++)
                    into.Add(i);
                break;
            default:
                break;
        }
    }

    /// <summary>Puts another register in place of one.</summary>
    public void Rename(Func<int, int> map)
    {
        if (Dst >= 0)
            Dst = map(Dst);
        if (Src >= 0)
            Src = map(Src);
    }

    public MachineInstruction Clone() => (MachineInstruction)MemberwiseClone();

    private static void Add(List<int> into, int register)
    {
        // r10 is never written, so it needs no tracking.
        if (register >= 0 && register != Register.R10)
            into.Add(register);
    }
}

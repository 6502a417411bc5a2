using System.Collections.Immutable;
using static Bpf.Core.Isa.RegisterEffects;

namespace Bpf.Core.Isa;

/// <summary>Writes out what the rows of <see cref="Opcodes"/> leave unsaid: field ranges, effects, the forms of each operation.</summary>
internal sealed class OpcodeTable
{
    private readonly ImmutableArray<OpcodeInfo>.Builder _rows = ImmutableArray.CreateBuilder<OpcodeInfo>();

    public ImmutableArray<OpcodeInfo> ToImmutable() => _rows.ToImmutable();

    public void Alu(
        Mnemonic mnemonic,
        AluCode code,
        string listing,
        ConformanceGroup group32,
        ConformanceGroup group64,
        CpuVersion version,
        int? offset = null)
    {
        foreach (InstructionClass @class in (InstructionClass[])[InstructionClass.Alu, InstructionClass.Alu64])
        {
            bool is64 = @class == InstructionClass.Alu64;
            bool isShift = code is AluCode.Lsh or AluCode.Rsh or AluCode.Arsh;
            OpcodeInfo row = new()
            {
                Opcode = (byte)((int)code | (int)@class),
                Mnemonic = mnemonic,
                Form = OperandForm.DstImm,
                Width = is64 ? 64 : 32,
                Selector = offset is null ? InstructionField.None : InstructionField.Offset,
                SelectorValue = offset ?? 0,
                Dst = FieldRange.Writable,
                Offset = FieldRange.Exactly(offset ?? 0),
                Imm = isShift ? new FieldRange(0, is64 ? 63 : 31) : FieldRange.Any,
                Group = is64 ? group64 : group32,
                Version = version,
                Effects = ReadsDst | WritesDst,
                Listing = (is64 ? "{d} " : "{dw} ") + listing + " {i}",
                ReservedMessage = "BPF_ALU uses reserved fields",
            };
            _rows.Add(row);
            _rows.Add(WithSource(row) with { Listing = (is64 ? "{d} " + listing + " {s}" : "{dw} " + listing + " {sw}") });
        }
    }

    public void Neg(
        Mnemonic mnemonic, AluCode code, ConformanceGroup group32, ConformanceGroup group64, CpuVersion version)
    {
        _rows.Add(Unary(mnemonic, (byte)((int)code | (int)InstructionClass.Alu), 32, group32, version) with
        {
            Listing = "{dw} = -{dw}",
            ReservedMessage = "BPF_NEG uses reserved fields",
        });
        _rows.Add(Unary(mnemonic, (byte)((int)code | (int)InstructionClass.Alu64), 64, group64, version) with
        {
            Listing = "{d} = -{d}",
            ReservedMessage = "BPF_NEG uses reserved fields",
        });
    }

    public void End(
        Mnemonic mnemonic, byte opcode, string name, int bits, ConformanceGroup group, CpuVersion version) =>
        _rows.Add(Unary(mnemonic, opcode, bits, group, version) with
        {
            Selector = InstructionField.Imm,
            SelectorValue = bits,
            Imm = FieldRange.Exactly(bits),
            Listing = $"{{d}} = {name}{bits} {{d}}",
            ReservedMessage = "BPF_END uses reserved fields",
        });

    public void Mov(
        Mnemonic mnemonic, AluCode code, ConformanceGroup group32, ConformanceGroup group64, CpuVersion version)
    {
        OpcodeInfo row = new()
        {
            Opcode = (byte)((int)code | (int)InstructionClass.Alu),
            Mnemonic = mnemonic,
            Form = OperandForm.DstImm,
            Width = 32,
            Dst = FieldRange.Writable,
            Imm = FieldRange.Any,
            Group = group32,
            Version = version,
            Effects = WritesDst,
            Listing = "{dw} = {i}",
            ReservedMessage = "BPF_MOV uses reserved fields",
        };
        OpcodeInfo row64 = row with
        {
            Opcode = (byte)((int)code | (int)InstructionClass.Alu64),
            Width = 64,
            Group = group64,
            Listing = "{d} = {i}",
        };
        _rows.Add(row);
        _rows.Add(WithSource(row) with { Selector = InstructionField.Offset, Listing = "{dw} = {sw}" });
        _rows.Add(row64);
        _rows.Add(WithSource(row64) with { Selector = InstructionField.Offset, Listing = "{d} = {s}" });
    }

    public void MovSx(
        Mnemonic mnemonic, InstructionClass @class, int bits, ConformanceGroup group, CpuVersion version)
    {
        bool is64 = @class == InstructionClass.Alu64;
        _rows.Add(new OpcodeInfo
        {
            Opcode = (byte)((int)AluCode.Mov | (int)SourceOperand.X | (int)@class),
            Mnemonic = mnemonic,
            Form = OperandForm.DstSrc,
            Width = is64 ? 64 : 32,
            Selector = InstructionField.Offset,
            SelectorValue = bits,
            Dst = FieldRange.Writable,
            Src = FieldRange.Register,
            Offset = FieldRange.Exactly(bits),
            Group = group,
            Version = version,
            Effects = ReadsSrc | WritesDst,
            Listing = is64 ? $"{{d}} = (s{bits}){{s}}" : $"{{dw}} = (s{bits}){{sw}}",
            ReservedMessage = "BPF_MOV uses reserved fields",
        });
    }

    public void AddrSpaceCast(Mnemonic mnemonic, ConformanceGroup group, CpuVersion version) => _rows.Add(new OpcodeInfo
    {
        Opcode = Opcode.Alu64MovX,
        Mnemonic = mnemonic,
        Form = OperandForm.DstSrc,
        Width = 64,
        Selector = InstructionField.Offset,
        SelectorValue = 1,
        Dst = FieldRange.Writable,
        Src = FieldRange.Register,
        Offset = FieldRange.Exactly(1),
        Imm = FieldRange.Any,
        Group = group,
        Version = version,
        Effects = ReadsSrc | WritesDst,
        Listing = "{d} = addr_space_cast({s}, {high}, {low})",
        ReservedMessage = "BPF_MOV uses reserved fields",
    });

    public void Jump(Mnemonic mnemonic, JumpCode code, string listing, CpuVersion version)
    {
        foreach (InstructionClass @class in (InstructionClass[])[InstructionClass.Jmp, InstructionClass.Jmp32])
        {
            bool is64 = @class == InstructionClass.Jmp;
            string dst = is64 ? "if {d} " : "if {dw} ";
            OpcodeInfo row = new()
            {
                Opcode = (byte)((int)code | (int)@class),
                Mnemonic = mnemonic,
                Form = OperandForm.CompareImm,
                Width = is64 ? 64 : 32,
                Dst = FieldRange.Register,
                Offset = FieldRange.Any,
                Imm = FieldRange.Any,
                Group = is64 ? ConformanceGroup.Base64 : ConformanceGroup.Base32,
                Version = is64 ? version : CpuVersion.V3,
                Effects = ReadsDst,
                Listing = dst + listing + " {x} goto {jump}",
                ReservedMessage = "BPF_JMP/JMP32 uses reserved fields",
            };
            _rows.Add(row);
            _rows.Add(WithSource(row) with
            {
                Form = OperandForm.CompareSrc,
                Listing = dst + listing + (is64 ? " {s} goto {jump}" : " {sw} goto {jump}"),
            });
        }
    }

    public void Control(
        Mnemonic mnemonic,
        byte opcode,
        OperandForm form,
        int src,
        ConformanceGroup group,
        CpuVersion version,
        string listing,
        string message) => _rows.Add(new OpcodeInfo
        {
            Opcode = opcode,
            Mnemonic = mnemonic,
            Form = form,
            Selector = opcode is Opcode.JmpCall or Opcode.JmpJCond ? InstructionField.Src : InstructionField.None,
            SelectorValue = src,
            Dst = form == OperandForm.JumpIndirect ? FieldRange.Register : FieldRange.Zero,
            Src = FieldRange.Exactly(src),
            Offset = form == OperandForm.Jump || mnemonic == Mnemonic.CallKfunc ? FieldRange.Any : FieldRange.Zero,
            Imm = form is OperandForm.JumpLong or OperandForm.Call ? FieldRange.Any : FieldRange.Zero,
            Group = group,
            Version = version,
            Effects = form switch
            {
                OperandForm.Call => WritesR0 | ClobbersArguments,
                OperandForm.JumpIndirect => ReadsDst,
                OperandForm.None => ReadsR0,
                _ => RegisterEffects.None,
            },
            Listing = listing,
            ReservedMessage = message + " uses reserved fields",
        });

    public void Wide(Mnemonic mnemonic, PseudoSource source, string listing, string? kernel = null) => _rows.Add(new OpcodeInfo
    {
        Opcode = Opcode.LdImmDW,
        Mnemonic = mnemonic,
        Form = OperandForm.DstImm64,
        Width = 64,
        Selector = InstructionField.Src,
        SelectorValue = (int)source,
        Dst = FieldRange.Writable,
        Src = FieldRange.Exactly((int)source),
        Imm = FieldRange.Any,
        Group = ConformanceGroup.Base64,
        Version = CpuVersion.V1,
        Effects = WritesDst,
        Listing = listing,
        KernelListing = kernel,
        ReservedMessage = "BPF_LD_IMM64 uses reserved fields",
    });

    public void Packet(Mnemonic mnemonic, Mode mode, Size size, string listing) => _rows.Add(new OpcodeInfo
    {
        Opcode = (byte)((int)mode | (int)size | (int)InstructionClass.Ld),
        Mnemonic = mnemonic,
        Form = mode == Mode.Abs ? OperandForm.PacketAbs : OperandForm.PacketInd,
        Width = size.Bits(),
        Src = mode == Mode.Abs ? FieldRange.Zero : FieldRange.Register,
        Imm = FieldRange.Any,
        Group = ConformanceGroup.Packet,
        Version = CpuVersion.V1,
        Effects = ReadsR6 | WritesR0 | ClobbersArguments | (mode == Mode.Ind ? ReadsSrc : RegisterEffects.None),
        Listing = listing,
        ReservedMessage = "BPF_LD_[ABS|IND] uses reserved fields",
    });

    public void Memory(
        Mnemonic mnemonic,
        InstructionClass @class,
        Mode mode,
        Size size,
        ConformanceGroup group,
        CpuVersion version,
        OperandForm form,
        string listing) => _rows.Add(new OpcodeInfo
        {
            Opcode = (byte)((int)mode | (int)size | (int)@class),
            Mnemonic = mnemonic,
            Form = form,
            Width = size.Bits(),
            Dst = form == OperandForm.Load ? FieldRange.Writable : FieldRange.Register,
            Src = form == OperandForm.StoreImm ? FieldRange.Zero : FieldRange.Register,
            Offset = FieldRange.Any,
            Imm = form == OperandForm.StoreImm ? FieldRange.Any : FieldRange.Zero,
            Group = group,
            Version = version,
            Effects = form switch
            {
                OperandForm.Load => ReadsSrc | WritesDst,
                OperandForm.StoreImm => ReadsDst,
                _ => ReadsDst | ReadsSrc,
            },
            Listing = listing,
            ReservedMessage = form switch
            {
                OperandForm.Load => "BPF_LDX uses reserved fields",
                OperandForm.StoreImm => "BPF_ST uses reserved fields",
                _ => "BPF_STX uses reserved fields",
            },
        });

    public void Atomic(Mnemonic mnemonic, AtomicCode code, CpuVersion version, string listing, string? kernel = null)
    {
        bool fetches = ((int)code & 1) != 0;
        OpcodeInfo row = Atomic(mnemonic, code, Size.DW, version, listing) with
        {
            KernelListing = kernel?.Replace("atomic_", "atomic64_") ?? (fetches ? listing.Replace("atomic_", "atomic64_") : null),
            Src = fetches && code != AtomicCode.CmpXchg ? FieldRange.Writable : FieldRange.Register,
            Effects = ReadsDst | ReadsSrc | code switch
            {
                AtomicCode.CmpXchg => ReadsR0 | WritesR0,
                _ when fetches => WritesSrc,
                _ => RegisterEffects.None,
            },
        };
        _rows.Add(row);
        _rows.Add(row with
        {
            Opcode = Opcode.StxAtomicW,
            Width = 32,
            Group = ConformanceGroup.Atomic32,
            // LLVM names 32-bit operands w; the kernel's log always writes r.
            Listing = listing.Replace("u64", "u32").Replace("_64", "32_32").Replace("r0", "w0").Replace("{s}", "{sw}"),
            KernelListing = (kernel ?? listing).Replace("u64", "u32"),
        });
    }

    public void Ordered(Mnemonic mnemonic, AtomicCode code, string listing)
    {
        bool loads = code == AtomicCode.LoadAcquire;
        foreach (Size size in (Size[])[Size.B, Size.H, Size.W, Size.DW])
        {
            string sized = listing.Replace("u64", "u" + size.Bits());
            _rows.Add(Atomic(mnemonic, code, size, CpuVersion.V4, listing) with
            {
                Form = loads ? OperandForm.Load : OperandForm.Store,
                Group = ConformanceGroup.Linux,
                Dst = loads ? FieldRange.Writable : FieldRange.Register,
                Effects = loads ? ReadsSrc | WritesDst : ReadsDst | ReadsSrc,
                Listing = size == Size.DW ? sized : sized.Replace("{d}", "{dw}").Replace("{s}", "{sw}"),
                KernelListing = sized,
            });
        }
    }

    private static OpcodeInfo Atomic(Mnemonic mnemonic, AtomicCode code, Size size, CpuVersion version, string listing) => new()
    {
        Opcode = (byte)((int)Mode.Atomic | (int)size | (int)InstructionClass.Stx),
        Mnemonic = mnemonic,
        Form = OperandForm.Atomic,
        Width = size.Bits(),
        Selector = InstructionField.Imm,
        SelectorValue = (int)code,
        Dst = FieldRange.Register,
        Src = FieldRange.Register,
        Offset = FieldRange.Any,
        Imm = FieldRange.Exactly((int)code),
        Group = ConformanceGroup.Atomic64,
        Version = version,
        Listing = listing,
        ReservedMessage = "BPF_ATOMIC uses reserved fields",
    };

    private static OpcodeInfo Unary(
        Mnemonic mnemonic, byte opcode, int width, ConformanceGroup group, CpuVersion version) => new()
        {
            Opcode = opcode,
            Mnemonic = mnemonic,
            Form = OperandForm.Dst,
            Width = width,
            Dst = FieldRange.Writable,
            Group = group,
            Version = version,
            Effects = ReadsDst | WritesDst,
            Listing = "",
            ReservedMessage = "",
        };

    private static OpcodeInfo WithSource(OpcodeInfo row) => row with
    {
        Opcode = (byte)(row.Opcode | (int)SourceOperand.X),
        Form = OperandForm.DstSrc,
        Src = FieldRange.Register,
        Imm = FieldRange.Zero,
        Effects = row.Effects | ReadsSrc,
    };
}

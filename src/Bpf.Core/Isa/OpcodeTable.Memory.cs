using static Bpf.Core.Isa.RegisterEffects;

namespace Bpf.Core.Isa;

// Loads, stores and atomic operations.
internal sealed partial class OpcodeTable
{
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
}

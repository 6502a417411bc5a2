// Rests on: Documentation/bpf/verifier.rst ("Register value tracking"), the level-2 logs' notation.
namespace Bpf.Verifier.State;

/// <summary>
/// What is known about one register or spilled slot (<c>struct bpf_reg_state</c>). A plain value: states are copied by the
/// million, so it holds no references. Maps are named by their index in the engine.
/// </summary>
internal struct RegisterState
{
    /// <summary>Packet range of a pointer known to be at least one byte beyond the packet's end.</summary>
    public const int BeyondPacketEnd = -2;

    /// <summary>Packet range of a pointer known to be at or beyond the packet's end.</summary>
    public const int AtPacketEnd = -1;

    /// <summary>In <see cref="Id"/>: this scalar is a linked one plus the constant <see cref="Off"/>.</summary>
    public const int AddConst64 = 1 << 31;

    /// <summary>In <see cref="Id"/>: the low half of a linked scalar plus the constant <see cref="Off"/>, zero-extended.</summary>
    public const int AddConst32 = 1 << 30;

    /// <summary>In <see cref="Id"/>: linked with a difference.</summary>
    public const int AddConst = AddConst64 | AddConst32;

    /// <summary>In <see cref="Detail"/> of a pointer to a structure: <see cref="Aux"/> is of the program's BTF, not the kernel's.</summary>
    public const int OwnTypes = 1;

    public RegisterType Type;

    /// <summary>The constant part of a pointer's offset; of a scalar with <see cref="AddConst"/> the constant added.</summary>
    public int Off;

    /// <summary>By type: packet range in bytes, index of the map, size of the memory, subprogram, BTF type. 0 for scalars.</summary>
    public int Aux;

    /// <summary>
    /// By type, beside <see cref="Aux"/>: which lookup an inner map or its value came from, the dynptr a slice is of, which half
    /// of a dynptr a slot is, an iterator's state and depth, whose BTF the type is of. 0 else.
    /// </summary>
    public int Detail;

    public Tnum VarOff;
    public long SMin;
    public long SMax;
    public ulong UMin;
    public ulong UMax;
    public int S32Min;
    public int S32Max;
    public uint U32Min;
    public uint U32Max;

    /// <summary>Equal for registers that hold the same (maybe null, packet) pointer or linked scalars; 0 for none.</summary>
    public int Id;

    /// <summary>The reference this pointer holds; 0 for none.</summary>
    public int RefObjId;

    /// <summary>The frame a stack pointer points into.</summary>
    public int FrameNo;

    /// <summary>True where pruning must compare the scalar exactly.</summary>
    public bool Precise;

    public readonly bool IsScalar => Type == RegisterType.ScalarValue;

    public readonly bool IsConst => IsScalar && VarOff.IsConst;

    /// <summary>The value of a constant scalar.</summary>
    public readonly ulong ConstValue => VarOff.Value;

    public readonly bool IsNull => IsScalar && VarOff is { Mask: 0, Value: 0 };

    /// <summary>True where it points to a structure of the program's own BTF.</summary>
    public readonly bool HasOwnType => Type.Base() == RegisterType.PtrToBtfId && Detail == OwnTypes;

    /// <summary>True where it is a pointer that is valid: it holds a reference, or its type says so.</summary>
    public readonly bool IsTrusted => RefObjId != 0 || Type.IsTrusted();

    /// <summary>True where it is certainly no null pointer, so that a comparison with 0 is decided.</summary>
    public readonly bool IsNeverNull =>
        Type.IsNeverNull() || (Type.Base() == RegisterType.PtrToBtfId && !Type.MayBeNull() && RefObjId != 0);

    public readonly bool IsConstOf(bool is32) => IsScalar && (is32 ? VarOff.IsSubregConst : VarOff.IsConst);

    /// <summary>Makes it "never written".</summary>
    public void SetNotInit()
    {
        SetUnknown(false);
        Type = RegisterType.NotInit;
    }

    /// <summary>Makes it a scalar of which nothing is known.</summary>
    public void SetUnknown(bool precise)
    {
        this = default;
        Type = RegisterType.ScalarValue;
        VarOff = Tnum.Unknown;
        Precise = precise;
        SetUnbounded();
    }

    /// <summary>Makes the value known; keeps type and offset.</summary>
    public void SetKnown(ulong value)
    {
        Id = 0;
        RefObjId = 0;
        SetKnownKeepId(value);
    }

    /// <summary>Makes the value known; keeps type, offset and ids.</summary>
    public void SetKnownKeepId(ulong value)
    {
        VarOff = Tnum.Const(value);
        SMin = SMax = (long)value;
        UMin = UMax = value;
        S32Min = S32Max = (int)value;
        U32Min = U32Max = (uint)value;
    }

    /// <summary>Makes the low half known.</summary>
    public void SetKnown32(uint value)
    {
        VarOff = VarOff.WithSubreg(Tnum.Const(value));
        S32Min = S32Max = (int)value;
        U32Min = U32Max = value;
    }

    /// <summary>Makes it a scalar constant.</summary>
    public void SetConst(ulong value)
    {
        this = default;
        Type = RegisterType.ScalarValue;
        SetKnownKeepId(value);
    }

    /// <summary>Makes it a pointer to a structure.</summary>
    /// <param name="flags">Flags of the type.</param>
    /// <param name="typeId">The structure.</param>
    /// <param name="own">True where that is a type of the program's, false where it is the kernel's.</param>
    public void SetObject(RegisterType flags, int typeId, bool own)
    {
        SetPointer(RegisterType.PtrToBtfId | flags);
        Aux = typeId;
        Detail = own ? OwnTypes : 0;
    }

    /// <summary>Makes it a pointer to the start of something.</summary>
    public void SetPointer(RegisterType type)
    {
        this = default;
        Type = type;
        SetKnownKeepId(0);
    }

    public void SetUnbounded()
    {
        SetUnbounded64();
        SetUnbounded32();
    }

    public void SetUnbounded64()
    {
        SMin = long.MinValue;
        SMax = long.MaxValue;
        UMin = 0;
        UMax = ulong.MaxValue;
    }

    public void SetUnbounded32()
    {
        S32Min = int.MinValue;
        S32Max = int.MaxValue;
        U32Min = 0;
        U32Max = uint.MaxValue;
    }

    /// <summary>True where type, offsets, value and bounds are equal (ids aside).</summary>
    public readonly bool SameExceptIds(in RegisterState o) =>
        Type == o.Type && Off == o.Off && Aux == o.Aux && Detail == o.Detail && VarOff == o.VarOff
        && SMin == o.SMin && SMax == o.SMax && UMin == o.UMin && UMax == o.UMax
        && S32Min == o.S32Min && S32Max == o.S32Max && U32Min == o.U32Min && U32Max == o.U32Max;

    /// <summary>True where every value of <paramref name="cur"/> is one of this range.</summary>
    public readonly bool RangeContains(in RegisterState cur) =>
        UMin <= cur.UMin && UMax >= cur.UMax && SMin <= cur.SMin && SMax >= cur.SMax
        && U32Min <= cur.U32Min && U32Max >= cur.U32Max && S32Min <= cur.S32Min && S32Max >= cur.S32Max;
}

using Bpf.Core.Kernel;
using Bpf.Verifier.Objects;

namespace Bpf.Verifier.Checks;

/// <summary>What the arguments of one call have said so far.</summary>
internal struct CallInfo
{
    /// <summary>The helper called.</summary>
    public HelperPrototype Helper;

    /// <summary>The map passed: its index plus 1; 0 for none.</summary>
    public int Map;

    /// <summary>Which lookup the map passed came from, see <see cref="State.RegisterState.Detail"/>.</summary>
    public int MapUid;

    /// <summary>The map whose value holds the timer passed: its index plus 1; 0 for none.</summary>
    public int FieldMap;

    /// <summary>Which lookup that map came from.</summary>
    public int FieldMapUid;

    /// <summary>The subprogram passed as a callback.</summary>
    public int Callback;

    /// <summary>The reference passed; 0 for none.</summary>
    public int Reference;

    /// <summary>The register that is released; 0 for none.</summary>
    public int ReleaseRegister;

    /// <summary>The register whose stack memory the helper fills.</summary>
    public int FillRegister;

    /// <summary>How many bytes it fills; 0 for none.</summary>
    public int FillSize;

    /// <summary>The field that a pointer is exchanged with.</summary>
    public SpecialField Kptr;

    /// <summary>True where that register points to a dynptr.</summary>
    public bool ReleasesDynptr;

    /// <summary>The register that points to the dynptr used; 0 for none.</summary>
    public int Dynptr;

    /// <summary>The id of the dynptr that the result is a slice of; 0 for none.</summary>
    public int DynptrId;

    /// <summary>True where a dynptr over a packet is written: slices of it may be gone.</summary>
    public bool WritesPacketDynptr;

    /// <summary>True while the memory argument looked at may be uninitialized.</summary>
    public bool Fills;

    /// <summary>The type of the per-CPU object passed; 0 for none.</summary>
    public int PercpuType;

    /// <summary>True where that is a type of the program's: an object that a program allocated.</summary>
    public bool PercpuIsOwn;

    /// <summary>The most bytes that a size argument allows: bounds the result of some helpers.</summary>
    public ulong MaxSize;

    /// <summary>Bytes allocated.</summary>
    public ulong AllocatedSize;

    /// <summary>The array index passed as a key, where it is known; -1 else.</summary>
    public long ConstantKey;
}

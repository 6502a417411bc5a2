using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Model;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>Memory that programs read by helpers: the kernel's and user space's. Structures of the kernel's are found at load (CO-RE).</summary>
internal sealed partial class MethodLowering
{
    /// <summary>True for memory that only helpers read.</summary>
    private static bool IsFar(Place place) => place is { Pointer: null, Span: null, Element: null }
        && (place.Kernel is not null || place.Address.Type.Provenance is Provenance.Kernel or Provenance.User);

    /// <summary>A variable where instructions reach it: itself, or a copy of what helpers read.</summary>
    public Place Near(Place place, IOperation where)
    {
        if (!IsFar(place)) return place;
        Operand value = ReadFar(place);
        return value.Memory ?? Spilled(value, where);
    }

    /// <summary>The value of a variable that helpers read. What cannot be read is zero.</summary>
    private Operand ReadFar(Place place)
    {
        HelperId helper = place.Address.Type.Provenance == Provenance.User ? HelperId.ProbeReadUser : HelperId.ProbeReadKernel;
        if (Scalar.Of(place.Type) is { } scalar) return Operand.Of(ReadFarNumber(place, scalar, helper), place.Type);

        if (!_context.Layouts.TryGet(place.Type, out TypeLayout layout, out LayoutProblem? problem)) throw Report(problem!.RuleId(), problem!.Type);
        RequirePlain(place.Type);
        Place copy = Place.At(B.Alloca(layout.Size, layout.Size >= 8 ? 8 : layout.Alignment), 0, place.Type);
        Value size = B.I64(layout.Size);
        if (place.Kernel is { } field)
        {
            // The kernel's may be shorter: what follows it is another field.
            Value kernels = field.Ask(this, CoreRelocationKind.FieldByteSize);
            Value isShorter = B.Compare(IrOp.LtU, kernels, size);
            If(isShorter, () => B.Zero(copy.Address, 0, layout.Size));
            size = Numbers.Select(B, isShorter, kernels, size);
        }

        B.CallHelper(helper, IrType.I64, copy.Address, size, AddressOf(place));
        return Operand.In(copy, isOwned: true);
    }

    /// <summary>
    /// A number of the kernel's. The verifier lets instructions read structures that it knows: loaders give them the width of the kernel's field, and
    /// refuse where that would take another extension. Elsewhere a helper reads; the field may then have another width, sign or number of bits than
    /// its C# one: it is converted, as C# converts a number of the one type to the other. (Source: <c>BPF_CORE_READ_BITFIELD_PROBED</c>, libbpf's
    /// bpf_core_read.h.)
    /// </summary>
    private Value ReadFarNumber(Place place, Scalar scalar, HelperId helper)
    {
        IrType type = Numbers.TypeOf(scalar);
        if (place.Kernel is { IsBitField: false, Base.Type.Provenance: Provenance.Btf or Provenance.Context } direct)
            return direct.Load(this, type, scalar);

        Value slot = B.Alloca(8, 8);
        B.Store(slot, 0, B.I64(0), 8);
        Value size = place.Kernel?.Ask(this, CoreRelocationKind.FieldByteSize) ?? B.I64(scalar.Width);
        B.CallHelper(helper, IrType.I64, slot, size, AddressOf(place));
        // A pointer is one in the kernel, too, and no number is shorter than a byte unless it is a bit field.
        if (place.Kernel is not { } field || (!field.IsBitField && (scalar.Width == 1 || place.Type is { SpecialType: SpecialType.None, TypeKind: not TypeKind.Enum })))
            return B.Load(type, slot, 0, scalar.Width, scalar.Signed);

        Value result = B.Alloca(8, 8);
        Value isSigned = B.Compare(IrOp.Ne, field.Ask(this, CoreRelocationKind.FieldSigned), B.I64(0));
        If(isSigned, () => B.Store(result, 0, Extended(IrOp.ShrS), 8), () => B.Store(result, 0, field.IsBitField ? Extended(IrOp.ShrU) : B.Load(IrType.I64, slot, 0, 8), 8));
        return Numbers.Convert(B, B.Load(IrType.I64, result, 0, 8), new(8, scalar.Signed), scalar);

        Value Extended(IrOp shift)
        {
            Value left = B.Binary(IrOp.Shl, B.Load(IrType.I64, slot, 0, 8), field.Ask(this, CoreRelocationKind.FieldLeftShift));
            return B.Binary(shift, left, field.Ask(this, CoreRelocationKind.FieldRightShift));
        }
    }

    /// <summary>Refuses a structure of the kernel's as a whole.</summary>
    public void RequirePlain(ITypeSymbol type)
    {
        if (KernelTypes.NameOf(type) is not { } name) return;
        _context.Diagnostics.Report(RuleIds.KernelStructure, B.Location, "This", type.Shown(), "'struct " + name + "' of the running kernel");
        throw new LoweringException();
    }

    /// <summary>A field of a kernel structure: its address is known at load.</summary>
    private Place KernelField(Place owner, TypeLayout layout, FieldLayout field)
    {
        int index = layout.Fields.IndexOf(field);
        bool isBitField = KernelTypes.IsBitField(field.Field);
        KernelAccess access = owner.Kernel?.Inside(index, field, isBitField)
            ?? new(AddressOf(owner), KernelTypes.Add(_context.Module.Types, layout), KernelAccess.Member("", index), field.Offset, field.Layout, isBitField,
                KernelTypes.AddOthers(_context.Module.Types, layout).ToEquatableArray());
        Value address = B.PtrAdd(access.Base, access.Ask(this, CoreRelocationKind.FieldByteOffset));
        // Instructions reach a context only by constants; helpers read the rest, as any memory of the kernel's.
        if (address.Type.Provenance == Provenance.Context) address = B.Bitcast(B.Bitcast(address, IrType.I64), IrType.Ptr(Provenance.Kernel));
        return Place.At(address, 0, field.Layout.Type) with { Kernel = access, IsReadOnly = owner.IsReadOnly };
    }

    private LoweringException Report(string id, ITypeSymbol type)
    {
        _context.Diagnostics.Report(id, B.Location, type.Shown(), type.Shown());
        return new();
    }
}

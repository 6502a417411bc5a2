using System;
using System.Globalization;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Model;

namespace Bpf.Frontend.Lowering;

/// <summary>A field of a kernel structure, in the writing of CO-RE.</summary>
/// <param name="Base">The structure's address.</param>
/// <param name="TypeId">The structure in the module's BTF.</param>
/// <param name="Path">Members by index, after the leading 0.</param>
/// <param name="LocalOffset">Where the field is in the C# struct, in bytes.</param>
/// <param name="Local">Its layout there.</param>
/// <param name="IsBitField">True where the kernel's is a bit field.</param>
/// <param name="OtherTypeIds">The structure by the names that kernels without the first one have for it.</param>
internal sealed record KernelAccess(Value Base, int TypeId, string Path, int LocalOffset, TypeLayout Local, bool IsBitField, EquatableArray<int> OtherTypeIds = default)
{
    /// <summary>What is known of the field at load.</summary>
    public Value Ask(MethodLowering lowering, CoreRelocationKind kind) => ForEachName(lowering, IrType.I64, typeId => lowering.B.CoreValue(kind, typeId, "0" + Path, kind switch
    {
        CoreRelocationKind.FieldByteOffset => LocalOffset,
        CoreRelocationKind.FieldByteSize => Local.Size,
        CoreRelocationKind.FieldLeftShift or CoreRelocationKind.FieldRightShift => 64 - (8 * Local.Size),
        CoreRelocationKind.FieldSigned => Local.Scalar is { Signed: true } ? 1 : 0,
        _ => 1,
    }));

    /// <summary>A number that one instruction reads, because the verifier knows the structure.</summary>
    public Value Load(MethodLowering lowering, IrType type, Scalar scalar) =>
        ForEachName(lowering, type, typeId => lowering.B.CoreLoad(type, Base, typeId, "0" + Path, LocalOffset, scalar.Width, scalar.Signed));

    /// <summary>Something that depends on the structure's name: the first that the kernel has counts.</summary>
    private Value ForEachName(MethodLowering lowering, IrType type, Func<int, Value> ask)
    {
        FunctionBuilder b = lowering.B;
        if (OtherTypeIds.Count == 0) return ask(TypeId);
        Value result = b.Alloca(8, 8);
        int width = type.Kind == IrKind.I64 ? 8 : 4;
        Choose(TypeId, 0);
        return b.Load(type, result, 0, width);

        void Choose(int typeId, int next)
        {
            if (next == OtherTypeIds.Count) b.Store(result, 0, ask(typeId), width);
            else lowering.If(
                b.Compare(IrOp.Ne, b.CoreValue(CoreRelocationKind.TypeExists, typeId, "0", 1), b.I64(0)),
                () => b.Store(result, 0, ask(typeId), width), () => Choose(OtherTypeIds[next], next + 1));
        }
    }

    /// <summary>A field inside of this one.</summary>
    public KernelAccess Inside(int index, FieldLayout field, bool isBitField) =>
        this with { Path = Member(Path, index), LocalOffset = LocalOffset + field.Offset, Local = field.Layout, IsBitField = isBitField };

    /// <summary>The path to a member.</summary>
    public static string Member(string path, int index) => path + ":" + index.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Frontend.Layout;

namespace Bpf.Frontend.Lowering;

/// <summary>A field of a kernel structure, in the writing of CO-RE.</summary>
/// <param name="Base">The structure's address.</param>
/// <param name="TypeId">The structure in the module's BTF.</param>
/// <param name="Path">Members by index, after the leading 0.</param>
/// <param name="LocalOffset">Where the field is in the C# struct, in bytes.</param>
/// <param name="Local">Its layout there.</param>
/// <param name="IsBitField">True where the kernel's is a bit field.</param>
internal sealed record KernelAccess(Value Base, int TypeId, string Path, int LocalOffset, TypeLayout Local, bool IsBitField)
{
    /// <summary>What is known of the field at load.</summary>
    public Value Ask(FunctionBuilder b, CoreRelocationKind kind) => b.CoreValue(kind, TypeId, "0" + Path, kind switch
    {
        CoreRelocationKind.FieldByteOffset => LocalOffset,
        CoreRelocationKind.FieldByteSize => Local.Size,
        CoreRelocationKind.FieldLeftShift or CoreRelocationKind.FieldRightShift => 64 - (8 * Local.Size),
        CoreRelocationKind.FieldSigned => Local.Scalar is { Signed: true } ? 1 : 0,
        _ => 1,
    });

    /// <summary>A field inside of this one.</summary>
    public KernelAccess Inside(int index, FieldLayout field, bool isBitField) =>
        this with { Path = Member(Path, index), LocalOffset = LocalOffset + field.Offset, Local = field.Layout, IsBitField = isBitField };

    /// <summary>The path to a member.</summary>
    public static string Member(string path, int index) => path + ":" + index.ToString(CultureInfo.InvariantCulture);
}

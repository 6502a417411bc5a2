using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Kernel structures, and what the kernel's types are asked at load (CO-RE).</summary>
internal static partial class IntrinsicTable
{
    private static void AddKernelTypes()
    {
        foreach ((string pointer, Provenance memory) in new[] { ("KernelPtr", Provenance.Kernel), ("UserPtr", Provenance.User) })
        {
            PlaceRow($"P:Bpf.{pointer}`1.Value", c => Place.At(
                c.B.Bitcast(c.This(), IrType.Ptr(memory)), 0, ((INamedTypeSymbol)c.Lowering.TypeOf(c.Instance!.Type!)).TypeArguments[0]) with
            { IsReadOnly = true });
            Row($"P:Bpf.{pointer}`1.IsNull", c => c.Bool(c.B.Compare(IrOp.Eq, c.This(), c.B.I64(0))));
        }

        Row("M:Bpf.CoreField.Exists``1(``0@)", c => c.Bool(c.B.Trunc(Field(c).Ask(c.Lowering, CoreRelocationKind.FieldExists))));
        Row("M:Bpf.CoreField.Size``1(``0@)", c => c.Number(Field(c).Ask(c.Lowering, CoreRelocationKind.FieldByteSize)));
        Row("M:Bpf.CoreField.Offset``1(``0@)", c => c.Number(Field(c).Ask(c.Lowering, CoreRelocationKind.FieldByteOffset)));
        Row("M:Bpf.CoreType.Exists``1", c => c.Bool(c.B.Trunc(AskType(c, CoreRelocationKind.TypeExists))));
        Row("M:Bpf.CoreType.Size``1", c => c.Number(AskType(c, CoreRelocationKind.TypeSize)));
        Row("M:Bpf.CoreFunction.Exists(System.Delegate)", c => c.Bool(c.Lowering.HasKernel(c.Operation, c.ArgumentOf(0))));
        Row("M:Bpf.CoreEnum.Exists``1(``0)", c => c.Bool(c.B.Trunc(AskConstant(c, CoreRelocationKind.EnumValueExists))));
        Row("M:Bpf.CoreEnum.Value``1(``0)", c => c.Number(AskConstant(c, CoreRelocationKind.EnumValue)));
    }

    private static KernelAccess Field(IntrinsicCall c) =>
        c.Place(0).Kernel ?? throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "it is asked of a field of a [KernelType] struct, reached through a KernelPtr, a Ref or a context");

    private static Value AskType(IntrinsicCall c, CoreRelocationKind kind)
    {
        ITypeSymbol type = c.Method.TypeArguments[0];
        if (KernelTypes.NameOf(type) is null)
            throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "it is asked of a [KernelType]");
        TypeLayout layout = c.LayoutOf(type);
        return c.B.CoreValue(kind, KernelTypes.Add(c.Lowering.Context.Module.Types, layout), "0", kind == CoreRelocationKind.TypeSize ? layout.Size : 1);
    }

    private static Value AskConstant(IntrinsicCall c, CoreRelocationKind kind)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)c.Method.TypeArguments[0];
        IFieldSymbol[] constants = [.. KernelTypes.Constants(type)];
        long? value = ScalarBytes.ToInt64(c.ArgumentOf(0).ConstantValue is { HasValue: true, Value: { } constant } ? constant : null);
        int index = System.Array.FindIndex(constants, f => ScalarBytes.ToInt64(f.ConstantValue) == value);
        if (KernelTypes.NameOf(type) is null || value is null || index < 0 || value != (int)value.Value)
            throw c.Lowering.Report(RuleIds.ContextMember, c.Operation, c.Operation.Syntax.ToString(), "it is asked of a constant of a [KernelType] enum, of 32 bits");
        int id = KernelTypes.AddEnum(c.Lowering.Context.Module.Types, type, Scalar.Of(type)!.Value);
        return c.B.CoreValue(kind, id, index.ToString(System.Globalization.CultureInfo.InvariantCulture), kind == CoreRelocationKind.EnumValue ? value.Value : 1);
    }
}

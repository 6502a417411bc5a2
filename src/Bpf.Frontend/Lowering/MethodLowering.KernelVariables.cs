using Bpf.Compiler.Ir;
using Bpf.Core.Elf;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Fields that stand for settings of the kernel's configuration and for addresses of its symbols.</summary>
internal sealed partial class MethodLowering
{
    private Operand ReadKernelVariable(IFieldReferenceOperation operation, KernelVariable variable)
    {
        IFieldSymbol field = operation.Field;
        ITypeSymbol type = TypeOf(field.Type);
        if (!variable.IsSetting)
        {
            if (!type.Is(WellKnownNames.KernelPtr)) throw Report(RuleIds.KernelFunction, operation, field.Name, variable.Name, "the address of a symbol is a KernelPtr");
            Declare(new(variable.Name, ExternKind.Variable, _context.Module.Types.AddConst(0)), field, operation);
            return Operand.Of(B.Bitcast(B.ExternAddress(variable.Name, Provenance.Kernel), IrType.I64), type);
        }

        if (Scalar.Of(type) is not { } scalar || type.TypeKind == TypeKind.Struct && type.SpecialType == SpecialType.None)
            throw Report(RuleIds.KernelFunction, operation, field.Name, variable.Name, "a setting is a bool or an integer");
        // What is not set is false; a number that is missing is a mistake.
        bool isWeak = type.SpecialType == SpecialType.System_Boolean;
        Declare(new(variable.Name, ExternKind.Setting, TypeBtf.Add(_context.Module.Types, LayoutOf(type, operation)), scalar.Width, isWeak), field, operation);
        Value address = B.ExternAddress(variable.Name, Provenance.MapValue);
        return Operand.Of(B.Load(Numbers.TypeOf(scalar), address, 0, scalar.Width, scalar.Signed), type);
    }
}

using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Calls of the kernel's functions, by methods that declare them. Whether a kernel has one like that, the compiler asks its types.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The kernel function that a method declares; null for other methods.</summary>
    private static string? KernelFunctionOf(IMethodSymbol method) =>
        method.OriginalDefinition.Attribute(WellKnownNames.KfuncAttribute)?.ConstructorArguments is [{ Value: string name }] ? name : null;

    /// <summary>True for methods that take constant texts.</summary>
    public static bool TakesText(IMethodSymbol method) => KernelFunctionOf(method) is not null || Intrinsics.IntrinsicTable.Find(method) is not null;

    private Operand CallKernel(IInvocationOperation call, string name)
    {
        IMethodSymbol method = Resolved(call.TargetMethod);
        Value?[] arguments = new Value?[method.Parameters.Length];
        List<BtfParameter> parameters = [];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter) throw Unsupported(argument);
            arguments[parameter.Ordinal] = PassedToKernel(argument, parameter);
        }

        BtfBuilder types = _context.Module.Types;
        foreach (IParameterSymbol parameter in method.Parameters)
            parameters.Add(new(parameter.Name, KernelParameter(parameter, arguments[parameter.Ordinal]!, call)));
        if (arguments.Length > 5) throw NotForKernel(call, method, "a kernel function takes at most five arguments");
        ITypeSymbol result = TypeOf(method.ReturnType);
        IrType type = method.ReturnsVoid ? IrType.Void
            : TargetOfReference(result) is not null ? IrType.Ptr(Provenance.Btf)
            : Scalar.Of(result) is { } scalar && !IsKernelAddress(result) ? Numbers.TypeOf(scalar)
            : throw NotForKernel(call, method, $"it returns '{result.Shown()}': a kernel function returns a number, a Ref to what it points to, or nothing");
        int returned = method.ReturnsVoid ? 0 : TargetOfReference(result) is { } target ? types.AddPtr(KernelMemoryType(target, call)) : KernelNumber(result, call);
        Declare(new(name, ExternKind.Function, types.AddFuncProto(returned, parameters)), method, call);

        Value value = B.CallKfunc(name, type, [.. arguments.Select(a => a!)]);
        return method.ReturnsVoid ? Operand.Nothing
            // The kernel's calling convention leaves the upper bits of narrow results open.
            : Operand.Of(type.IsPtr ? value : Numbers.Fit(B, value, Scalar.Of(result)!.Value), result);
    }

    /// <summary>Calls a function of the kernel's that takes and returns nothing.</summary>
    public void CallKernel(IOperation where, string name)
    {
        if (_context.Module.Externs.All(e => e.Symbol.Name != name))
            _context.Module.Externs.Add(new(new(name, ExternKind.Function, _context.Module.Types.AddFuncProto(0, [])), LocationOf(where)));
        B.CallKfunc(name, IrType.Void);
    }

    /// <summary>An argument in its register.</summary>
    private Value PassedToKernel(IArgumentOperation argument, IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None)
        {
            Place place = PlaceOrCopy(argument.Value);
            if (place.Pointer is not null || place.Span is not null || place.Element is not null || place.Kernel is not null) throw Report(RuleIds.RefStruct, argument, place.Type.Shown());
            return AddressOf(place);
        }

        Operand value = Lower(argument.Value);
        if (value.Value is { } given) return given;
        if (argument.Value.ConstantValue is { HasValue: true, Value: string text }) return B.GlobalAddress(".rodata", _context.TextOffset(text, out _));
        throw Report(RuleIds.RefStruct, argument, TypeOf(parameter.Type).Shown());
    }

    /// <summary>What a C# parameter says of the kernel's.</summary>
    private int KernelParameter(IParameterSymbol parameter, Value argument, IOperation where)
    {
        BtfBuilder types = _context.Module.Types;
        ITypeSymbol type = TypeOf(parameter.Type);
        if (argument.Type.Provenance == Provenance.Context) return types.AddPtr(types.AddStruct(Core.SymbolNames.Mangle(type.Name), 0, []));
        if (type.SpecialType == SpecialType.System_String) return types.AddPtr(types.AddConst(TypeBtf.AddChar(types)));
        if (parameter.RefKind != RefKind.None) return types.AddPtr(KernelMemoryType(type, where));
        if (TargetOfReference(type) is { } target) return types.AddPtr(KernelMemoryType(target, where));
        return IsKernelAddress(type) ? types.AddPtr(0) : KernelNumber(type, where);
    }

    /// <summary>What a <c>Ref</c> or pointer refers to; null for other types.</summary>
    private static ITypeSymbol? TargetOfReference(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol named when named.Is(WellKnownNames.Ref) => named.TypeArguments[0],
        IPointerTypeSymbol pointer => pointer.PointedAtType,
        _ => null,
    };

    private static bool IsKernelAddress(ITypeSymbol type) => type.Is(WellKnownNames.KernelPtr) || type.Is(WellKnownNames.UserPtr);

    private int KernelMemoryType(ITypeSymbol type, IOperation where)
    {
        if (type.SpecialType == SpecialType.System_Void) return 0;
        TypeLayout layout = LayoutOf(type, where);
        return KernelTypes.NameOf(type) is not null ? KernelTypes.Add(_context.Module.Types, layout) : TypeBtf.Add(_context.Module.Types, layout);
    }

    private int KernelNumber(ITypeSymbol type, IOperation where)
    {
        if (Scalar.Of(type) is null) throw Report(RuleIds.RefStruct, where, type.Shown());
        TypeLayout layout = LayoutOf(type, where);
        return KernelTypes.NameOf(type) is not null && type is INamedTypeSymbol { TypeKind: TypeKind.Enum } named
            ? KernelTypes.AddEnum(_context.Module.Types, named, layout.Scalar!.Value)
            : TypeBtf.Add(_context.Module.Types, layout);
    }

    /// <summary>Adds what the kernel defines to the module; two declarations of one thing say the same.</summary>
    private void Declare(ExternSpec symbol, ISymbol declaration, IOperation where)
    {
        KernelSymbol? known = _context.Module.Externs.Find(e => e.Symbol.Name == symbol.Name);
        if (known is null) _context.Module.Externs.Add(new(symbol, _context.Sources.LocationOf(declaration)));
        else if (known.Symbol != symbol) throw Report(RuleIds.KernelFunction, where, declaration.Name, symbol.Name, "it is declared in another way, too");
    }

    private LoweringException NotForKernel(IOperation where, IMethodSymbol method, string why) =>
        Report(RuleIds.KernelFunction, where, method.Name, KernelFunctionOf(method)!, why);
}

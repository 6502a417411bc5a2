using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Frontend.Declarations;
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
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter) throw Unsupported(argument);
            arguments[parameter.Ordinal] = PassedToKernel(argument, parameter);
        }

        int[] parameters = [.. method.Parameters.Select(p => KernelParameter(p, arguments[p.Ordinal]!.Type.Provenance == Provenance.Context, call))];
        if (arguments.Length > 5) throw NotForKernel(call, method, "a kernel function takes at most five arguments");
        ITypeSymbol result = TypeOf(method.ReturnType);
        IrType type = method.ReturnsVoid ? IrType.Void
            : TargetOfReference(result) is not null ? IrType.Ptr(Provenance.Btf)
            : Scalar.Of(result) is { } scalar && !IsKernelAddress(result) ? Numbers.TypeOf(scalar)
            : throw NotForKernel(call, method, $"it returns '{result.Shown()}': a kernel function returns a number, a Ref to what it points to, or nothing");
        Declare(Symbol(method, name, parameters, call), method, call);

        Value value = B.CallKfunc(name, type, [.. arguments.Select(a => a!)]);
        return method.ReturnsVoid ? Operand.Nothing
            // The kernel's calling convention leaves the upper bits of narrow results open.
            : Operand.Of(type.IsPtr ? value : Numbers.Fit(B, value, Scalar.Of(result)!.Value), result);
    }

    /// <summary>Calls a function of the kernel's that is in the table of prototypes.</summary>
    public Value CallKernel(IOperation where, string name, params Value[] arguments)
    {
        DeclareKernel(where, name);
        return B.CallKfunc(name, KernelPrototypes.ResultOf(name), arguments);
    }

    /// <summary>Whether the kernel has a function of the table of prototypes that others stand in for.</summary>
    public Value HasKernel(IOperation where, string name)
    {
        DeclareKernel(where, name);
        return B.HasKfunc(name, isAskedAtLoad: false);
    }

    /// <summary>Whether the kernel has the function that a method declares: asked when the program is loaded.</summary>
    public Value HasKernel(IOperation where, IOperation function)
    {
        while (function is IConversionOperation conversion) function = conversion.Operand;
        if (function is not IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: { } method } } || KernelFunctionOf(method) is not { } name || !IsOptional(method))
            throw Report(RuleIds.ContextMember, where, where.Syntax.ToString(), "it is asked of a method with [Kfunc(\"name\", Optional = true)]");
        Declare(Symbol(method, name, method.Parameters.Select(p => KernelParameter(p, Hooks.IsContext(TypeOf(p.Type)), where)), where), method, where);
        return B.HasKfunc(name, isAskedAtLoad: true);
    }

    private void DeclareKernel(IOperation where, string name)
    {
        if (_context.Module.Externs.Exists(e => e.Symbol.Name == name)) return;
        bool isAlternative = KernelPrototypes.IsAlternative(name);
        ExternSpec symbol = new(name, ExternKind.Function, KernelPrototypes.Add(_context.Module.Types, name), IsWeak: isAlternative);
        _context.Module.Externs.Add(new(symbol, LocationOf(where)) { IsAlternative = isAlternative });
    }

    private static bool IsOptional(IMethodSymbol method) =>
        method.OriginalDefinition.Attribute(WellKnownNames.KfuncAttribute)?.Named("Optional") is true;

    /// <summary>What a method says of the kernel's function.</summary>
    private ExternSpec Symbol(IMethodSymbol method, string name, IEnumerable<int> parameters, IOperation where)
    {
        BtfBuilder types = _context.Module.Types;
        ITypeSymbol result = TypeOf(method.ReturnType);
        int returned = method.ReturnsVoid ? 0 : TargetOfReference(result) is { } target ? types.AddPtr(KernelMemoryType(target, where)) : KernelNumber(result, where);
        return new(name, ExternKind.Function, types.AddFuncProto(returned, [.. parameters.Select((p, i) => new BtfParameter(method.Parameters[i].Name, p))]), IsWeak: IsOptional(method));
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
    private int KernelParameter(IParameterSymbol parameter, bool isContext, IOperation where)
    {
        BtfBuilder types = _context.Module.Types;
        ITypeSymbol type = TypeOf(parameter.Type);
        if (isContext) return types.AddPtr(types.AddStruct(Core.SymbolNames.Mangle(type.Name), 0, []));
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

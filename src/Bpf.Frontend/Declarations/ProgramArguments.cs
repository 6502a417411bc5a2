using System.Linq;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

/// <summary>Programs that take the arguments of the function they are attached to, in the order of its C declaration.</summary>
internal static class ProgramArguments
{
    /// <summary>How such parameters are declared, for messages.</summary>
    public const string Hint = "the function's arguments in their order, as numbers, KernelPtr, UserPtr or Ref of a [KernelType]";

    private const int Registers = 6;
    private const int Slots = 12;

    /// <summary>True where a program's parameters are arguments.</summary>
    public static bool Are(IMethodSymbol method, Hook hook)
    {
        if (method.Parameters.IsEmpty || (method.Parameters is [{ } single] && hook.Context.Accepts(single))) return false;
        int results = method.Parameters.Count(IsResult), arguments = method.Parameters.Length - results;
        return method.Parameters.All(p => p.RefKind == RefKind.None && IsArgument(p.Type, hook)) && hook.Arguments switch
        {
            ArgumentSource.Typed => results == 0 && arguments <= Slots,
            ArgumentSource.TypedWithResult => arguments <= Slots && (results == 0 || (results == 1 && IsResult(method.Parameters.Last()))),
            ArgumentSource.Registers or ArgumentSource.SystemCall => results == 0 && arguments <= Registers,
            ArgumentSource.ResultRegister => results == 1 && arguments == 0,
            _ => false,
        };
    }

    /// <summary>The first parameter that a program of the hook cannot take, or has one too many with; where each would do alone, the last.</summary>
    public static IParameterSymbol Misfit(IMethodSymbol method, Hook hook) =>
        hook.Arguments == ArgumentSource.None
            ? method.Parameters.FirstOrDefault(p => p.Ordinal > 0 || !hook.Context.Accepts(p)) ?? method.Parameters.Last()
            : method.Parameters.FirstOrDefault(p => p.RefKind != RefKind.None || !IsArgument(p.Type, hook)) ?? method.Parameters.Last();

    /// <summary>True for the parameter that is the function's result.</summary>
    public static bool IsResult(IParameterSymbol parameter) => parameter.Attribute(WellKnownNames.ReturnValueAttribute) is not null;

    private static bool IsArgument(ITypeSymbol type, Hook hook) => type.Is(WellKnownNames.Ref)
        ? hook.Arguments is ArgumentSource.Typed or ArgumentSource.TypedWithResult && Lowering.KernelTypes.NameOf(((INamedTypeSymbol)type).TypeArguments[0]) is not null
        : Scalar.Of(type) is not null && (type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.Enum || type.Is(WellKnownNames.KernelPtr) || type.Is(WellKnownNames.UserPtr));
}

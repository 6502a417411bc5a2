using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Model;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

internal sealed partial class ObjectReader
{
    private DeclaredProgram? ReadProgram(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || Hooks.Find(type.MetadataFullName()) is not { } hook) continue;
            if (!method.IsStatic || method.IsGenericMethod || method.IsAsync || !IsProgramReturn(method.ReturnType))
            {
                _diagnostics.Report(RuleIds.ProgramShape, method, method.Name, hook.Kind);
                return null;
            }

            if (!TakesContextOf(method, hook))
            {
                _diagnostics.Report(RuleIds.ProgramContext, method, method.Name, hook.Kind, ContextHint(hook));
                return null;
            }

            EquatableArray<string> arguments = attribute.ConstructorArguments
                .SelectMany(a => a.Kind == TypedConstantKind.Array ? a.Values : [a])
                .Where(a => a.Value is not null)
                .Select(a => Convert.ToString(a.Value, CultureInfo.InvariantCulture)!)
                .ToEquatableArray();
            return new(method, hook, new()
            {
                Name = method.Name,
                Hook = new(hook.Kind, arguments),
                ContextType = method.Parameters is [{ } context] ? context.Type.SourceName() : null,
                TakesContextByRef = method.Parameters is [{ RefKind: RefKind.Ref }],
                ContextVisibility = method.Parameters is [{ } visible] ? Visibility.Of(visible.Type, _class) : "public",
                ReturnType = method.ReturnType.SourceName(),
                ProgramType = hook.Type,
                AttachType = hook.AttachType,
                Section = hook.SectionFor(arguments),
                Accessibility = method.DeclaredAccessibility.Keyword(),
                Requires = method.Attributes(WellKnownNames.RequiresAttribute)
                    .Where(a => a.ConstructorArguments is [{ Kind: TypedConstantKind.Enum, Value: int }])
                    .Select(a => new RequiredFeature((Feature)(int)a.ConstructorArguments[0].Value!)).ToEquatableArray(),
                InsteadOf = method.Attribute(WellKnownNames.InsteadOfAttribute)?.ConstructorArguments is [{ Value: string other }] ? other : null,
                AcceptUnverified = method.Attributes(WellKnownNames.AcceptUnverifiedAttribute)
                    .Where(a => a.ConstructorArguments is [{ Value: string }, { Value: string }])
                    .Select(a => new AcceptedKernel((string)a.ConstructorArguments[0].Value!, (string)a.ConstructorArguments[1].Value!)).ToEquatableArray(),
            });
        }

        return null;
    }

    /// <summary>A fallback is for a program that is left out somewhere.</summary>
    private void CheckFallbacks(List<DeclaredProgram> programs)
    {
        foreach (DeclaredProgram program in programs)
        {
            if (program.Model.InsteadOf is { } other && !programs.Exists(p => p != program && p.Model.Name == other && p.Model.Requires.Count > 0))
                _diagnostics.Report(RuleIds.InsteadOfTarget, program.Method, other, program.Model.Name, _class.Name);
        }
    }

    private static bool IsProgramReturn(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt32
        || type is INamedTypeSymbol { EnumUnderlyingType.SpecialType: SpecialType.System_Int32 or SpecialType.System_UInt32 };

    /// <summary>Every hook takes its context or nothing.</summary>
    private static bool TakesContextOf(IMethodSymbol method, Hook hook)
    {
        if (method.Parameters.IsEmpty) return true;
        if (method.Parameters.Length > 1) return false;
        IParameterSymbol context = method.Parameters[0];
        bool byReference = context.RefKind is RefKind.In or RefKind.RefReadOnlyParameter or RefKind.Ref;
        return hook.Kind switch
        {
            "Xdp" => context.RefKind == RefKind.None && context.Type.Is(WellKnownNames.XdpContext),
            "RawTracepoint" => byReference && context.Type.Is(WellKnownNames.RawTracepointArgs),
            "Tracepoint" => byReference && context.Type.IsUnmanagedType,
            _ => byReference && context.Type.Is(WellKnownNames.PtRegs),
        };
    }

    private static string ContextHint(Hook hook) => hook.Kind switch
    {
        "Xdp" => "XdpContext ctx",
        "RawTracepoint" => "in RawTracepointArgs ctx",
        "Tracepoint" => "in T ctx, with T a struct of the tracepoint's fields",
        _ => "in PtRegs ctx",
    };
}

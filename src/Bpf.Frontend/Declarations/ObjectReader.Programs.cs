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

            bool takesArguments = ProgramArguments.Are(method, hook);
            if (!takesArguments && (method.Parameters is not ([] or [_]) || (method.Parameters is [{ } taken] && !hook.Context.Accepts(taken))))
            {
                string hint = hook.Context.Hint + (hook.Arguments == ArgumentSource.None ? "" : "' or '" + ProgramArguments.Hint);
                IParameterSymbol misfit = ProgramArguments.Misfit(method, hook);
                _diagnostics.Report(RuleIds.ProgramContext, misfit, method.Name, hook.Kind, hint, misfit.Declaration());
                return null;
            }

            AttachType attach = AttachTypeArgument(attribute) ?? (attribute.Named("Migrate") is true ? hook.Migrating : null) ?? hook.AttachType;
            EquatableArray<string> arguments = attribute.ConstructorArguments
                .Where(a => !IsAttachType(a))
                .SelectMany(a => a.Kind == TypedConstantKind.Array ? a.Values : [a])
                .Where(a => a.Value is not null)
                .Select(a => Convert.ToString(a.Value, CultureInfo.InvariantCulture)!)
                .ToEquatableArray();
            return new(method, hook, new()
            {
                Arguments = takesArguments ? method.Parameters.Select(ArgumentOf).ToEquatableArray() : default,
                Name = method.Name,
                Hook = new(hook.Kind, arguments),
                ContextType = method.Parameters is [{ } context] && !takesArguments ? context.Type.SourceName() : null,
                HookContext = hook.Context.Type is { } fixedType ? "global::" + fixedType : method.Parameters is [{ } own] && !takesArguments ? own.Type.SourceName() : "ulong",
                TakesContextByRef = method.Parameters is [{ RefKind: RefKind.Ref }],
                ContextVisibility = method.Parameters is [{ } visible] && !takesArguments ? Visibility.Of(visible.Type, _class) : "public",
                ReturnType = method.ReturnType.SourceName(),
                ProgramType = hook.Type,
                AttachType = attach,
                Section = hook.SectionFor(attach, arguments, attribute.Named("Sleepable") is true, attribute.Named("Frags") is true),
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

    private static ArgumentModel ArgumentOf(IParameterSymbol parameter) => new(
        parameter.Type.SourceName(),
        parameter.Type.Is(WellKnownNames.Ref) ? ArgumentKind.Reference
            : parameter.Type.Is(WellKnownNames.KernelPtr) || parameter.Type.Is(WellKnownNames.UserPtr) ? ArgumentKind.Address
            : parameter.Type.SpecialType == SpecialType.System_Boolean ? ArgumentKind.Truth : ArgumentKind.Number,
        ProgramArguments.IsResult(parameter));

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

    /// <summary>Enums whose numbers are the kernel's attach types say where in a hook a program runs.</summary>
    private static AttachType? AttachTypeArgument(AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault(IsAttachType) is { Value: int number } ? (AttachType)number : null;

    private static bool IsAttachType(TypedConstant argument) => argument.Kind == TypedConstantKind.Enum;
}

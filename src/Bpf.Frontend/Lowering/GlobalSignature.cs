using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>What a global function takes and returns: its prototype, which is all that a verifier knows of its callers.</summary>
/// <param name="Parameters">What it takes.</param>
/// <param name="Result">The number it returns; null where it returns nothing.</param>
/// <param name="Function">What the module is told of it.</param>
internal sealed record GlobalSignature(IReadOnlyList<GlobalParameter> Parameters, Scalar? Result, GlobalFunction Function)
{
    private const int MostParameters = 5;

    /// <summary>The signature of a method; null after a report.</summary>
    /// <param name="context">The module.</param>
    /// <param name="method">The method.</param>
    /// <param name="program">The program that calls it.</param>
    public static GlobalSignature? Of(ModuleContext context, IMethodSymbol method, DeclaredProgram program)
    {
        if (ProblemOf(method) is { } problem)
        {
            Report(problem);
            return null;
        }

        List<GlobalParameter> parameters = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            GlobalParameter? read = Read(context, parameter, program);
            if (read is null) Report($"'{parameter.Name}' is neither a number, a struct, a reference to one, a Ref<T> of one nor the program's context");
            else parameters.Add(read);
        }

        if (parameters.Count != method.Parameters.Length) return null;
        bool hasUnnamedContext = ProgramTypes.Find(program.Hook.Type)?.Context?.StructName is null;
        int? unnamed = hasUnnamedContext && parameters.FindIndex(p => p.Kind == GlobalParameterKind.Context) is >= 0 and var at ? at : null;
        BtfBuilder types = context.Module.Types;
        int result = method.ReturnsVoid ? types.AddInt("int", 4, BtfIntEncoding.Signed) : TypeBtf.Integer(types, Scalar.Of(method.ReturnType)!.Value);
        return new(parameters, method.ReturnsVoid ? null : Scalar.Of(method.ReturnType), new()
        {
            Prototype = types.AddFuncProto(result, [.. parameters.Select(p => new BtfParameter(p.Symbol.Name, p.BtfType))]),
            NeverNull = [.. parameters.Select((p, i) => (p.Kind, Index: i)).Where(p => p.Kind == GlobalParameterKind.Memory).Select(p => p.Index)],
            UnnamedContext = unnamed,
        });

        void Report(string reason) => context.Diagnostics.Report(RuleIds.GlobalFunctionShape, method, method.Name, reason);
    }

    /// <summary>What is wrong with a method, whoever calls it; null where nothing is.</summary>
    public static string? ProblemOf(IMethodSymbol method) => method switch
    {
        { MethodKind: not MethodKind.Ordinary } or { IsStatic: false } or { IsGenericMethod: true } or { ContainingType.IsGenericType: true } =>
            "it is not a static method without type parameters",
        { Parameters.Length: > MostParameters } => $"it has {method.Parameters.Length} parameters, and functions take {MostParameters}",
        { ReturnsVoid: false } when method.ReturnsByRef || method.ReturnsByRefReadonly || method.ReturnType.IsRefLikeType || Scalar.Of(method.ReturnType) is null =>
            "what it returns is no number",
        _ => null,
    };

    private static GlobalParameter? Read(ModuleContext context, IParameterSymbol parameter, DeclaredProgram program)
    {
        BtfBuilder types = context.Module.Types;
        ITypeSymbol type = parameter.Type;
        if (IsContext(parameter, program)) return new(parameter, GlobalParameterKind.Context, ContextTypes.AddPointer(types, program.Hook.Type, program.Model.Section), null);
        bool isReference = parameter.RefKind != RefKind.None;
        bool isRef = !isReference && type.Is(WellKnownNames.Ref);
        ITypeSymbol described = isRef ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        if (described.IsRefLikeType || !described.IsUnmanagedType || described.TypeKind == TypeKind.Pointer || KernelTypes.NameOf(described) is not null
            || !context.Layouts.TryGet(described, out TypeLayout layout, out _))
        {
            return null;
        }

        // Whoever replaces the function has a number of the same width for an enum: kernels compare how many names an enum has, too.
        if (!isRef && !isReference && layout.Scalar is { } scalar) return new(parameter, GlobalParameterKind.Number, TypeBtf.Integer(types, scalar), layout);
        return new(parameter, isRef ? GlobalParameterKind.MemoryOrNull : GlobalParameterKind.Memory, types.AddPtr(TypeBtf.Add(types, layout)), layout);
    }

    private static bool IsContext(IParameterSymbol parameter, DeclaredProgram program) => program.Model.Arguments.Count == 0
        && program.Method.Parameters is [var declared] && SymbolEqualityComparer.Default.Equals(declared.Type, parameter.Type) && program.Hook.Context.Accepts(parameter);
}

using System.Threading;
using Bpf.Frontend;
using Bpf.Frontend.Model;
using Bpf.Generators.Diagnostics;
using Bpf.Generators.Emit;
using Bpf.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bpf.Generators;

/// <summary>
/// Adds two things to each <c>[BpfObject]</c> class: the skeleton (<c>Config</c>, <c>Load</c>, <c>Loaded</c>), always, and the compiled object, where it
/// is accepted by every kernel the project names.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class BpfGenerator : IIncrementalGenerator
{
    internal const string AttributeName = "Bpf.BpfObjectAttribute";

    /// <summary>Names of the pipeline's steps, for tests of what re-runs when.</summary>
    internal static class Steps
    {
        public const string Describe = nameof(Describe);
        public const string Lower = nameof(Lower);
        public const string Compile = nameof(Compile);
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ObjectModel> described = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeName, IsClass, Describe)
            .WithTrackingName(Steps.Describe);
        context.RegisterSourceOutput(described, static (output, model) =>
        {
            if (model.IsExtensible)
                output.AddSource(model.MetadataName + FrontEnd.GeneratedFileSuffix, SkeletonWriter.Write(model));
        });

        IncrementalValueProvider<BuildOptions> options = context.AnalyzerConfigOptionsProvider
            .Select(static (provider, _) => BuildOptions.Read(provider.GlobalOptions));
        IncrementalValuesProvider<ObjectToCompile> lowered = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeName, IsClass, Lower)
            .WithTrackingName(Steps.Lower);
        IncrementalValuesProvider<ImageModel> compiled = lowered.Combine(options)
            .Select(static (pair, ct) => new ImageModel(pair.Left, pair.Left.Lowered.Compile(pair.Right, ct)))
            .WithTrackingName(Steps.Compile);
        context.RegisterImplementationSourceOutput(compiled, static (output, image) =>
        {
            if (!image.Compiled.IsRefused)
                output.AddSource(image.Declared.MetadataName + ".Image" + FrontEnd.GeneratedFileSuffix, ImageWriter.Write(image));
            else if (!image.Compiled.IsSkipped)
                output.ReportDiagnostic(Refusal.Of(image));
        });
    }

    private static bool IsClass(SyntaxNode node, CancellationToken ct) => node is ClassDeclarationSyntax;

    private static ObjectModel Describe(GeneratorAttributeSyntaxContext context, CancellationToken ct) =>
        FrontEnd.Describe(context.SemanticModel.Compilation, (INamedTypeSymbol)context.TargetSymbol, ct);

    private static ObjectToCompile Lower(GeneratorAttributeSyntaxContext context, CancellationToken ct)
    {
        SyntaxToken name = ((ClassDeclarationSyntax)context.TargetNode).Identifier;
        LoweredObject lowered = LoweringCache.Get(context.SemanticModel.Compilation, (INamedTypeSymbol)context.TargetSymbol, ct);
        return new ObjectToCompile(lowered, DiagnosticLocation.Of(name.GetLocation()));
    }
}

/// <summary>A class on its way to an object.</summary>
/// <param name="Lowered">Its programs.</param>
/// <param name="Place">Its name in the source.</param>
internal sealed record ObjectToCompile(LoweredObject Lowered, DiagnosticLocation Place);

/// <summary>A class after compilation.</summary>
/// <param name="Source">What was compiled.</param>
/// <param name="Compiled">What became of it.</param>
internal sealed record ImageModel(ObjectToCompile Source, CompiledObject Compiled)
{
    public ObjectModel Declared => Source.Lowered.Declared;
}

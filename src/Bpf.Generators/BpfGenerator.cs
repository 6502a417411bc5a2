using System.Collections.Immutable;
using System.Linq;
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
/// is accepted by every kernel the project names. <c>[TracepointContext]</c> structs without fields get those of the tracepoint's record,
/// and an assembly carries the source of its <c>[BpfLibrary]</c> types.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class BpfGenerator : IIncrementalGenerator
{
    internal const string AttributeName = "Bpf.BpfObjectAttribute";

    /// <summary>Names of the pipeline's steps, for tests of what re-runs when.</summary>
    internal static class Steps
    {
        public const string Describe = nameof(Describe);
        public const string Carry = nameof(Carry);
        public const string Complete = nameof(Complete);
        public const string Locate = nameof(Locate);
        public const string Lower = nameof(Lower);
        public const string Compile = nameof(Compile);
        public const string Place = nameof(Place);
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ObjectModel> described = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeName, IsClass, Describe)
            .Where(static model => model is not null).Select(static (model, _) => model!)
            .WithTrackingName(Steps.Describe);
        context.RegisterSourceOutput(described, static (output, model) =>
        {
            if (model.IsExtensible)
                output.AddSource(model.MetadataName + FrontEnd.GeneratedFileSuffix, SkeletonWriter.Write(model));
        });

        context.RegisterSourceOutput(
            context.SyntaxProvider
                .ForAttributeWithMetadataName(TracepointContexts.AttributeName, static (node, _) => node is StructDeclarationSyntax, CompleteContext)
                .Where(static source => source is not null).Select(static (source, _) => source!)
                .WithTrackingName(Steps.Complete),
            static (output, source) => output.AddSource(source.FileName, source.Text));

        context.RegisterSourceOutput(
            context.SyntaxProvider
                .ForAttributeWithMetadataName(LibrarySource.TypeAttribute, static (node, _) => node is BaseTypeDeclarationSyntax, Carry)
                .Where(static source => source is not null).Select(static (source, _) => source!)
                .WithTrackingName(Steps.Carry),
            static (output, source) => output.AddSource(LibraryWriter.FileName(source), LibraryWriter.Write(source)));

        IncrementalValueProvider<BuildOptions> options = context.AnalyzerConfigOptionsProvider
            .Select(static (provider, _) => BuildOptions.Read(provider.GlobalOptions));
        IncrementalValuesProvider<ObjectInSource> objects = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeName, IsClass, Lower)
            .Where(static found => found is not null).Select(static (found, _) => found!)
            .WithTrackingName(Steps.Locate);
        IncrementalValuesProvider<CompiledObject> compiled = objects
            .Select(static (found, _) => found.Lowered)
            .WithTrackingName(Steps.Lower)
            .Combine(options)
            .Select(static (pair, ct) => pair.Left.Compile(pair.Right, ct))
            .WithTrackingName(Steps.Compile);
        IncrementalValueProvider<ImmutableArray<ObjectPlace>> places = objects.Select(static (found, _) => found.Place).Collect();
        IncrementalValuesProvider<ImageModel> images = compiled.Combine(places)
            .Select(static (pair, _) => ImageModel.Of(pair.Left, pair.Right))
            .WithTrackingName(Steps.Place);
        context.RegisterImplementationSourceOutput(images, static (output, image) =>
        {
            if (!image.Object.IsRefused)
                output.AddSource(image.Declared.MetadataName + ".Image" + FrontEnd.GeneratedFileSuffix, ImageWriter.Write(image));
            else if (!image.Object.IsSkipped)
                output.ReportDiagnostic(Refusal.Of(image));
        });
    }

    private static bool IsClass(SyntaxNode node, CancellationToken ct) => node is ClassDeclarationSyntax;

    // C# reports an attribute on two parts of a class; the class is one all the same.
    private static bool IsFirstPart(GeneratorAttributeSyntaxContext context, CancellationToken ct) =>
        context.TargetSymbol.GetAttributes().First(a => a.AttributeClass?.Equals(context.Attributes[0].AttributeClass, SymbolEqualityComparer.Default) == true)
            .ApplicationSyntaxReference?.GetSyntax(ct).FirstAncestorOrSelf<ClassDeclarationSyntax>() == context.TargetNode;

    private static LibrarySource? Carry(GeneratorAttributeSyntaxContext context, CancellationToken ct) =>
        LibrarySource.First(context.TargetNode.SyntaxTree.GetRoot(ct)) == context.TargetNode
            ? LibrarySource.Of(context.SemanticModel.Compilation, context.TargetNode.SyntaxTree, ct) : null;

    // Of a struct in parts, the part with the attribute speaks for all.
    private static TracepointContextSource? CompleteContext(GeneratorAttributeSyntaxContext context, CancellationToken ct) =>
        context.Attributes[0].ApplicationSyntaxReference?.GetSyntax(ct).FirstAncestorOrSelf<StructDeclarationSyntax>() == context.TargetNode
            ? TracepointContexts.Find((INamedTypeSymbol)context.TargetSymbol) : null;

    private static ObjectModel? Describe(GeneratorAttributeSyntaxContext context, CancellationToken ct) =>
        !IsFirstPart(context, ct) ? null : FrontEnd.Describe(context.SemanticModel.Compilation, (INamedTypeSymbol)context.TargetSymbol, ct);

    private static ObjectInSource? Lower(GeneratorAttributeSyntaxContext context, CancellationToken ct)
    {
        if (!IsFirstPart(context, ct))
            return null;
        SyntaxToken name = ((ClassDeclarationSyntax)context.TargetNode).Identifier;
        LoweredObject lowered = LoweringCache.Get(context.SemanticModel.Compilation, (INamedTypeSymbol)context.TargetSymbol, out SourcePlaces places, ct);
        return new ObjectInSource(lowered, new ObjectPlace(lowered.Declared.MetadataName, DiagnosticLocation.Of(name.GetLocation()), places));
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace Bpf.Generators.Tests;

/// <summary>Applies a code fix as an editor does: to the document of the diagnostic, formatted afterwards where the fix asks for it.</summary>
internal static class FixHost
{
    /// <summary>The text after the fix of the only BPF error that it fixes; null where it offers none.</summary>
    public static async Task<string?> FixAsync(Host host, CodeFixProvider fix)
    {
        Diagnostic error = Assert.Single(await host.BuildAsync(), error => fix.FixableDiagnosticIds.Contains(error.Id));
        using AdhocWorkspace workspace = new();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Sample", "Sample", LanguageNames.CSharp,
            parseOptions: host.Compilation.SyntaxTrees[0].Options,
            compilationOptions: host.Compilation.Options,
            metadataReferences: host.Compilation.References));
        Document? broken = null;
        foreach (SyntaxTree tree in host.Compilation.SyntaxTrees)
        {
            Document document = project.AddDocument(tree.FilePath, await tree.GetTextAsync(), filePath: tree.FilePath);
            project = document.Project;
            if (tree == error.Location.SourceTree)
                broken = document;
        }

        Document target = project.GetDocument(broken!.Id)!;
        List<CodeAction> actions = [];
        await fix.RegisterCodeFixesAsync(new CodeFixContext(target, InDocument(error, await target.GetSyntaxTreeAsync()), (action, _) => actions.Add(action), default));
        if (actions.Count == 0)
            return null;
        ImmutableArray<CodeActionOperation> operations = await Assert.Single(actions).GetOperationsAsync(default);
        Solution changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        Document formatted = await Formatter.FormatAsync(changed.GetDocument(target.Id)!, Formatter.Annotation);
        SourceText text = await formatted.GetTextAsync();
        return text.ToString();
    }

    private static Diagnostic InDocument(Diagnostic diagnostic, SyntaxTree? tree)
    {
        Location[] more = [.. diagnostic.AdditionalLocations.Select(In)];
        return Diagnostic.Create(diagnostic.Descriptor, In(diagnostic.Location), more, diagnostic.GetMessage());

        Location In(Location location) => Location.Create(tree!, location.SourceSpan);
    }
}

using System.Linq;
using Bpf.Frontend.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Bpf.Generators.Emit;

/// <summary>Names in generated source.</summary>
internal static class CSharpName
{
    /// <summary>A name as source writes it: <c>@event</c> where it is a keyword.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>What a member may be that names types of these visibilities: the least of them.</summary>
    public static string Visibility(params TypeModel?[] types) => Least([.. types.Select(type => type?.Visibility ?? "public")]);

    private static string Least(string[] visibilities) =>
        visibilities.Contains("private") ? "private" : visibilities.Contains("internal") ? "internal" : "public";
}

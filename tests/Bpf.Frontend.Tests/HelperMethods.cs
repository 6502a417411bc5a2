using System.Text;
using System.Text.RegularExpressions;
using Bpf.Core.Kernel;
using Bpf.Tests;

namespace Bpf.Frontend.Tests;

/// <summary>Writes the C# methods of the helpers: src/Bpf.Runtime/KernelSide/Helpers/Helpers.Methods.cs, and beside it those that take structures of the kernel's.</summary>
internal static class HelperMethods
{
    /// <summary>The methods that are written by hand, with a description of their own.</summary>
    private static readonly HashSet<string> s_byHand =
        [.. Regex.Matches(File.ReadAllText(System.IO.Path.Combine(Folder, "Helpers.cs")), @"public static \w+ (\w+)\(").Select(m => m.Groups[1].Value)];

    private static string Folder => System.IO.Path.Combine(Repository.Root, "src", "Bpf.Runtime", "KernelSide", "Helpers");

    /// <summary>The files, and which methods are in each.</summary>
    public static IEnumerable<(string Path, string Text)> Files =>
    [
        (System.IO.Path.Combine(Folder, "Helpers.Methods.cs"), Text(s => !TakesStructures(s))),
        (System.IO.Path.Combine(Folder, "Helpers.KernelMethods.cs"), Text(TakesStructures)),
    ];

    private static bool TakesStructures(HelperSignature s) => s.Result == HelperResult.Kernel || s.Parameters.Any(p => p.Kind == HelperParameterKind.Kernel);

    private static string Text(Func<HelperSignature, bool> isHere)
    {
        StringBuilder text = new("""
            using Bpf.Core.Kernel;

            namespace Bpf;

            // Written by tests/Bpf.Frontend.Tests/HelperMethods.cs from the tables in src/Bpf.Core/Kernel: change those.
            public static partial class Helpers
            {
            """);
        foreach (HelperSignature signature in HelperSignatures.All.Where(s => !s_byHand.Contains(s.Name) && isHere(s)))
            Append(text, signature);
        return text.Append("\n}\n").ToString();
    }

    private static void Append(StringBuilder text, HelperSignature s)
    {
        HelperPrototype helper = s.Prototype;
        (string does, string gives) = HelperSummaries.All.TryGetValue(helper.Id, out (string, string) summary) ? summary : ("The kernel's helper.", HelperSummaries.Status);
        string returns = s.Result == HelperResult.Void ? "" : $"\n    /// <returns>{gives}</returns>";
        string gpl = helper.Traits.HasFlag(HelperTraits.GplOnly) ? ", for GPL-compatible programs" : "";
        HelperParameter[] shown = [.. s.Parameters.Where(p => !p.IsHidden)];
        string result = s.Result switch { HelperResult.Void => "void", HelperResult.Number => Keyword(s.ResultType), _ => $"Ref<{s.ResultType}>" };
        string generic = s.TypeParameters.Length > 0 ? "<" + string.Join(", ", s.TypeParameters) + ">" : "";
        string constraints = string.Concat(s.TypeParameters.Select(type => $" where {type} : unmanaged"));
        bool isScalar = s.Result == HelperResult.Number && s.Parameters.Length <= 1 && s.Parameters.All(p => p.Kind == HelperParameterKind.Number && p.Type != "UInt16BE");
        string cast = s.ResultType == "UInt64" ? "" : $"({Keyword(s.ResultType)})";
        string body = isScalar
            ? $"{cast}BpfWorld.Current.CallScalarHelper(HelperId.{s.Name}{string.Concat(shown.Select(p => ", (ulong)" + p.Name))})"
            : $"throw BytecodeOnly.Helper(HelperId.{s.Name})";
        text.Append($"""

                /// <summary>{does} <c>bpf_{helper.Name}</c> (Linux {helper.Since}{gpl}), see bpf-helpers(7).</summary>{returns}
                public static {result} {s.Name}{generic}({string.Join(", ", shown.Select(Declared))}){constraints} => {body};

            """);
    }

    private static string Declared(HelperParameter p) => p.Kind switch
    {
        HelperParameterKind.Map => "MapDeclaration " + p.Name,
        HelperParameterKind.MemoryIn => $"in {Keyword(p.Type)} {p.Name}",
        HelperParameterKind.MemoryOut => $"out {Keyword(p.Type)} {p.Name}",
        HelperParameterKind.MemoryRef => $"ref {Keyword(p.Type)} {p.Name}",
        HelperParameterKind.Text => "string " + p.Name,
        HelperParameterKind.Kernel => $"Ref<{p.Type}> {p.Name}",
        HelperParameterKind.Socket => "Ref<BpfSock> " + p.Name,
        _ => Keyword(p.Type) + " " + p.Name,
    };

    private static string Keyword(string type) => type switch
    {
        "UInt16" => "ushort",
        "UInt32" => "uint",
        "UInt64" => "ulong",
        "Int32" => "int",
        "Int64" => "long",
        _ => type,
    };
}

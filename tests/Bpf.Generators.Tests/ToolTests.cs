using Bpf.Tests;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests;

/// <summary>Well-known tools of the field, in C# as somebody would write them who knows the language and not this project.</summary>
public sealed class ToolTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "Bpf.Generators.Tests", "Tools");

    /// <summary>The tools.</summary>
    public static TheoryData<string> Tools => [.. Directory.GetFiles(s_folder, "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task A_tool_builds_for_old_and_new_kernels(string name)
    {
        IEnumerable<Diagnostic> diagnostics = await new Host((name + ".cs", File.ReadAllText(Path.Combine(s_folder, name + ".cs")))).With("BpfKernelList", "6.12,7.2").BuildAsync();
        Assert.Empty(diagnostics);
    }
}

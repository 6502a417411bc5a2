using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using Bpf.Tests;

namespace Bpf.Architecture.Tests;

/// <summary>Which room may refer to which: docs/ARCHITECTURE.md.</summary>
public class RoomsTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Bpf.Core"] = [],
        ["Bpf.Kernels"] = ["Bpf.Core"],
        ["Bpf.Verifier"] = ["Bpf.Core"],
        ["Bpf.Vm"] = ["Bpf.Core"],
        ["Bpf.Compiler"] = ["Bpf.Verifier", "Bpf.Core"],
        ["Bpf.Frontend"] = ["Bpf.Compiler", "Bpf.Core"],
        ["Bpf.Generators"] = ["Bpf.Frontend", "Bpf.Compiler", "Bpf.Verifier", "Bpf.Vm", "Bpf.Kernels", "Bpf.Core"],
        ["Bpf.CodeFixes"] = ["Bpf.Generators"],
        ["Bpf.Runtime"] = ["Bpf.Core"],
        ["Bpf.Tool"] = ["Bpf.Verifier", "Bpf.Vm", "Bpf.Kernels", "Bpf.Core"],
        // An MSBuild task; it reads assemblies and writes files, and knows no room.
        ["Bpf.Build"] = [],
    };

    // Whoever runs inside the compiler is netstandard2.0, and net10.0 too for tests; what users' programs carry is net10.0.
    private static readonly Dictionary<string, string> Frameworks = new()
    {
        ["Bpf.Core"] = "netstandard2.0;net10.0",
        ["Bpf.Kernels"] = "netstandard2.0;net10.0",
        ["Bpf.Verifier"] = "netstandard2.0;net10.0",
        ["Bpf.Vm"] = "netstandard2.0;net10.0",
        ["Bpf.Compiler"] = "netstandard2.0;net10.0",
        ["Bpf.Frontend"] = "netstandard2.0;net10.0",
        ["Bpf.Generators"] = "netstandard2.0;net10.0",
        ["Bpf.CodeFixes"] = "netstandard2.0;net10.0",
        ["Bpf.Runtime"] = "net10.0",
    };

    // Only these rooms know the C# compiler.
    private static readonly string[] KnowRoslyn = ["Bpf.Frontend", "Bpf.Generators", "Bpf.CodeFixes"];

    public static TheoryData<string> Rooms =>
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_refers_only_to_those_it_may_lean_on(string room)
    {
        Assert.True(Allowed.TryGetValue(room, out string[]? allowed), $"{room} is not in the plan of the house");
        string[] references = [.. Items(room, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))];
        Assert.Empty(references.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Only_the_front_rooms_know_the_csharp_compiler(string room)
    {
        if (!KnowRoslyn.Contains(room))
            Assert.DoesNotContain(Items(room, "PackageReference"), package => package == "Microsoft.CodeAnalysis" || package.StartsWith("Microsoft.CodeAnalysis.CSharp", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_is_built_for_the_frameworks_of_those_who_host_it(string room)
    {
        if (!Frameworks.TryGetValue(room, out string? frameworks))
            return;
        XDocument project = Project(room);
        Assert.Equal(frameworks, (project.Descendants("TargetFrameworks").FirstOrDefault() ?? project.Descendants("TargetFramework").First()).Value);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_public_member_must_be_documented(string room)
    {
        // The build refuses members without a comment (CS1591), so long as nobody turns that off.
        Assert.DoesNotContain("CS1591", File.ReadAllText(ProjectPath(room)));
        foreach (string file in Files.Tracked("src/" + room).Where(file => file.EndsWith(".cs", StringComparison.Ordinal)))
            Assert.DoesNotContain("CS1591", File.ReadAllText(Path.Combine(Repository.Root, file)));
    }

    [Fact]
    public void Documentation_is_generated_for_all_rooms_and_its_warnings_are_errors()
    {
        string root = Repository.Root;
        Assert.Contains("<GenerateDocumentationFile>true<", File.ReadAllText(Path.Combine(root, "src", "Directory.Build.props")));
        Assert.Contains("<TreatWarningsAsErrors>true<", File.ReadAllText(Path.Combine(root, "Directory.Build.props")));
        foreach (string file in new[] { "src/Directory.Build.props", "Directory.Build.props", ".editorconfig" })
            Assert.DoesNotContain("CS1591", File.ReadAllText(Path.Combine(root, file)));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "Bpf.sln")).Replace('\\', '/');
        Assert.All(
            Files.Tracked("src", "tests", "benchmarks", "examples", "eng").Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)),
            project => Assert.Contains($"\"{project}\"", solution));
    }

    [Fact]
    public void An_output_folder_given_for_one_project_is_not_passed_on_to_those_it_refers_to()
    {
        // Rooms are built for two frameworks: in one folder they would overwrite each other, and the compiler load the wrong one.
        XDocument props = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"));
        string removed = Assert.Single(props.Descendants("ProjectReference").Elements("GlobalPropertiesToRemove")).Value;
        Assert.Equal(["OutDir", "OutputPath", "_CommandLineDefinedOutputPath"], removed.Split(';'));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void The_map_names_every_folder_of_a_room(string room)
    {
        string row = File.ReadLines(Path.Combine(Repository.Root, "docs", "ARCHITECTURE.md"))
            .Single(line => line.StartsWith($"| `src/{room}` |", StringComparison.Ordinal));
        IEnumerable<string> folders = Files.Tracked($"src/{room}").Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => file.Split('/')).Where(path => path.Length > 3).Select(path => path[2]).Distinct();
        Assert.All(folders, folder => Assert.Contains($"`{folder}/", row));
    }

    [Fact]
    public void What_is_built_by_sudo_is_kept_apart_from_what_its_user_builds()
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", ProjectPath("Bpf.Core"), "-getProperty:BaseOutputPath,IntermediateOutputPath,MSBuildProjectExtensionsPath"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["SUDO_UID"] = "1000";
        using Process msbuild = Process.Start(start)!;
        JsonElement properties = JsonDocument.Parse(msbuild.StandardOutput.ReadToEnd()).RootElement.GetProperty("Properties");
        string apart = Path.Combine(Repository.Root, ".sudo", "Bpf.Core");
        Assert.All(properties.EnumerateObject(), property => Assert.StartsWith(apart, property.Value.GetString(), StringComparison.Ordinal));
    }

    private static string ProjectPath(string room) => Path.Combine(Repository.Root, "src", room, $"{room}.csproj");

    private static XDocument Project(string room) => XDocument.Load(ProjectPath(room));

    private static IEnumerable<string> Items(string room, string kind) =>
        Project(room).Descendants(kind).SelectMany(item => ((string?)item.Attribute("Include") ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}

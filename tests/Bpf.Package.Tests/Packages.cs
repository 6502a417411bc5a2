using System.Diagnostics;
using System.Reflection;
using Bpf.Tests;

namespace Bpf.Package.Tests;

/// <summary>The packages, made of what is built, in a folder of their own that serves as the only source.</summary>
public sealed class Packages : IDisposable
{
    private static readonly string Configuration =
        typeof(Packages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "Configuration").Value!;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bpf-packages");

    public Packages()
    {
        foreach (string project in new[] { "Bpf.Core", "Bpf.Vm", "Bpf.Runtime" })
        {
            (int code, string output) = Run(Repository.Root, "pack", Path.Combine("src", project), "--no-build", "-c", Configuration, "-o", Source);
            Assert.True(code == 0, output);
        }
    }

    public string Source => Path.Combine(folder.FullName, "source");

    /// <summary>Makes a project that knows nothing of the repository.</summary>
    public string CreateProject(string name, string properties, params (string Name, string Text)[] files) => Create(name, properties, ["Bpf", "Bpf.Vm"], files);

    /// <summary>Makes a project of a library that knows nothing of the repository, and packs it into the source.</summary>
    public (int Code, string Output) AddLibrary(string name, params (string Name, string Text)[] files)
    {
        string project = Create(name, "<OutputType>Library</OutputType><Version>0.1.0</Version>", ["Bpf"], files);
        return Run(project, "pack", "-o", Source);
    }

    /// <summary>Makes a project with packages.</summary>
    public string Create(string name, string properties, string[] references, (string Name, string Text)[] files)
    {
        string project = Directory.CreateDirectory(Path.Combine(folder.FullName, name)).FullName;
        File.WriteAllText(Path.Combine(project, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="built" value="{Source}" /></packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(project, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <RestorePackagesPath>{Path.Combine(folder.FullName, "cache")}</RestorePackagesPath>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(references.Select(reference => $"<PackageReference Include=\"{reference}\" Version=\"0.1.0\" />"))}
              </ItemGroup>
            </Project>
            """);
        foreach ((string file, string text) in files)
            File.WriteAllText(Path.Combine(project, file), text);

        return project;
    }

    public static (int Code, string Output) Run(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What a test runner sets for its own process is not meant for another build.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    public void Dispose() => folder.Delete(recursive: true);
}

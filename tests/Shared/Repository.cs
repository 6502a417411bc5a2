namespace Bpf.Tests;

/// <summary>The checkout the tests run in.</summary>
public static class Repository
{
    private const string Mapped = "/_/"; // PathMap in Directory.Build.props

    /// <summary>Its root folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file's real path, from the one the compiler recorded.</summary>
    public static string Unmap(string path) =>
        path.StartsWith(Mapped, StringComparison.Ordinal) ? Path.Combine(Root, path[Mapped.Length..]) : path;

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bpf.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not below a checkout.");
    }
}

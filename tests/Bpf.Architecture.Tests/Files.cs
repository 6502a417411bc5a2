using Bpf.Tests;

namespace Bpf.Architecture.Tests;

/// <summary>The files of the checkout, without what building leaves.</summary>
internal static class Files
{
    private static readonly string[] Ignored = ["bin", "obj", ".git", ".vs", ".sudo", "artifacts", "TestResults"];

    /// <summary>The files below the folders, or of the whole checkout, with slashes, relative to its root.</summary>
    public static IEnumerable<string> Tracked(params string[] folders)
    {
        string root = Repository.Root;
        return (folders.Length == 0 ? [""] : folders)
            .Select(folder => Path.Combine(root, folder))
            .Where(Directory.Exists)
            .SelectMany(Below)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'));
    }

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(child => !Ignored.Contains(Path.GetFileName(child))).SelectMany(Below));
}

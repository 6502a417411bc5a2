using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>Finds the executable or library that a name without a folder stands for: <c>bash</c>, <c>libc.so.6</c>, <c>libc</c>.</summary>
/// <remarks>Source: libbpf's search for binaries of uprobes; ld.so(8) for its cache, which libbpf does not look in.</remarks>
internal static class UserPaths
{
    private const string ExecutablePath = "PATH", LibraryPath = "LD_LIBRARY_PATH", Library = ".so";
    private const char Separator = ':';

    private static readonly string[] UsualFolders = ["/usr/bin", "/usr/sbin"];

    private static readonly string[] LibraryFolders =
        ["/usr/lib64", "/usr/lib", $"/usr/lib/{Triplet}", $"/lib/{Triplet}", "/lib64", "/lib"];

    private static string Triplet => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.Arm64 => "aarch64-linux-gnu",
        Architecture.RiscV64 => "riscv64-linux-gnu",
        _ => "x86_64-linux-gnu",
    };

    /// <summary>The folders of <c>PATH</c>, in their order.</summary>
    public static string[] ExecutableFolders => Folders(ExecutablePath);

    /// <summary>The file that a name stands for.</summary>
    /// <param name="name">A path, which is what it says, or a name without a folder.</param>
    /// <exception cref="BpfException">There is none.</exception>
    public static string Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('/', StringComparison.Ordinal))
            return name;
        return (IsLibrary(name) ? FindLibrary(name) : FindIn(ExecutableFolders.Concat(UsualFolders), name) ?? LibraryCache.Find(name + Library))
            ?? (File.Exists(name) ? name : throw new BpfException(
                $"There is no {(IsLibrary(name) ? "library" : "program or library")} '{name}' where the system looks for them ({(IsLibrary(name) ? LibraryPath : ExecutablePath)}, " +
                "the loader's cache and the usual folders). Name its path."));
    }

    private static bool IsLibrary(string name) => name.EndsWith(Library, StringComparison.Ordinal) || name.Contains(Library + ".", StringComparison.Ordinal);

    private static string? FindLibrary(string name) =>
        FindIn(Folders(LibraryPath), name) ?? LibraryCache.Find(name) ?? FindIn(LibraryFolders, name);

    private static string[] Folders(string variable) => Environment.GetEnvironmentVariable(variable)?.Split(Separator, StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? FindIn(IEnumerable<string> folders, string name) =>
        folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}

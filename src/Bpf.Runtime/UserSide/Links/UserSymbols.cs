using System.Collections.Generic;
using System.IO.Enumeration;
using System.Linq;

namespace Bpf;

/// <summary>Finds functions in ELF executables and libraries of user space.</summary>
internal static class UserSymbols
{
    /// <summary>A function's place in its file.</summary>
    /// <exception cref="BpfException">The file can't be read, is no 64-bit ELF file of this machine's byte order, or has no such function.</exception>
    public static ulong FindFileOffset(string path, string symbol) =>
        UserFile.Read(UserPaths.Find(path), file => file.Functions(name => name == symbol) is [var address, ..] ? file.ToFileOffset(address) : throw Missing(path, symbol));

    /// <summary>The places of the functions that fit a pattern, each once.</summary>
    /// <exception cref="BpfException">The file can't be read, is no 64-bit ELF file of this machine's byte order, or no function fits.</exception>
    public static ulong[] FindFileOffsets(string path, string pattern) => UserFile.Read(UserPaths.Find(path), file =>
    {
        List<ulong> addresses = file.Functions(name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
        return addresses.Count > 0 ? addresses.Distinct().Select(file.ToFileOffset).ToArray() : throw Missing(path, pattern);
    });

    private static BpfException Missing(string path, string symbol) =>
        new($"'{path}' has no function '{symbol}' in its symbol tables (is it stripped, or the name mangled?).");
}

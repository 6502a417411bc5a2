using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;

namespace Bpf.Kernels;

/// <summary>The kernels that ship with the compiler, by name. Each is read when it is first asked for, and kept.</summary>
public static class KernelProfiles
{
    // Oldest first. The resource of each is named after its alias.
    private static readonly ImmutableArray<Entry> Entries =
    [
        new("5.10", "debian-5.10.0-32-amd64"),
        new("6.1",  "debian-6.1.0-56-amd64"),
        new("6.12", "debian-6.12.107-amd64"),
        new("6.18", "guest-6.18.44-amd64"),
        new("7.2",  "debian-7.2.13-amd64"),
    ];

    /// <summary>Every profile, oldest first.</summary>
    public static ImmutableArray<KernelProfile> All => [.. Entries.Select(static entry => entry.Profile.Value)];

    /// <summary>The short names, oldest first.</summary>
    public static ImmutableArray<string> Aliases { get; } = [.. Entries.Select(static entry => entry.Alias)];

    /// <summary>The profile of that name.</summary>
    /// <param name="name">An alias (<c>6.12</c>) or a full name (<c>debian-6.12.107-amd64</c>).</param>
    /// <returns>The profile; null where none has the name.</returns>
    public static KernelProfile? Find(string name) =>
        Entries.FirstOrDefault(entry => entry.Alias == name || entry.Name == name)?.Profile.Value;

    /// <summary>Reads a list of names, as users write it in <c>BpfKernels</c>.</summary>
    /// <param name="list">Names separated by semicolons or commas; blanks around names are ignored.</param>
    /// <param name="profiles">The profiles named, oldest first, each once; empty on failure.</param>
    /// <param name="error">On failure what is wrong with the list, with the names that are known; else null.</param>
    /// <returns>False where the list is empty or a name is unknown.</returns>
    public static bool TryParse(string list, out ImmutableArray<KernelProfile> profiles, out string? error)
    {
        if (list is null)
            throw new ArgumentNullException(nameof(list));

        profiles = [];
        HashSet<Entry> named = [];
        foreach (string part in list.Split(';', ','))
        {
            string name = part.Trim();
            if (name.Length == 0)
                continue;
            if (Entries.FirstOrDefault(entry => entry.Alias == name || entry.Name == name) is not { } found)
            {
                error = $"unknown kernel '{name}'; known are {string.Join(", ", Aliases)}";
                return false;
            }

            named.Add(found);
        }

        if (named.Count == 0)
        {
            error = $"no kernel is named; known are {string.Join(", ", Aliases)}";
            return false;
        }

        error = null;
        profiles = [.. Entries.Where(named.Contains).Select(static entry => entry.Profile.Value)];
        return true;
    }

    private sealed class Entry(string alias, string name)
    {
        public string Alias { get; } = alias;

        public string Name { get; } = name;

        public Lazy<KernelProfile> Profile { get; } = new(() => Load(alias));

        private static KernelProfile Load(string alias)
        {
            using DeflateStream plain = new(Open($"{alias}.profile"), CompressionMode.Decompress);
            using StreamReader reader = new(plain, Encoding.UTF8);
            return ProfileFormat.Read(reader.ReadToEnd()) with { BtfSource = new(() => LoadBtf(alias)) };
        }

        private static BtfTypes LoadBtf(string alias)
        {
            using Stream strings = Open("kernels.strings");
            using Stream types = Open($"{alias}.btf");
            return PackedBtf.Read(types, PackedBtf.ReadStrings(strings));
        }

        private static Stream Open(string resource) => typeof(KernelProfiles).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{typeof(KernelProfiles).Assembly.GetName().Name} lacks its resource {resource}");
    }
}

using System.Collections.Immutable;
using System.IO.Compression;
using Bpf.Core;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Verifier;

namespace Bpf.Verdicts;

/// <summary>Load requests of the programs of objects, each linked alone for the kernel, as <c>eng/kernels/load</c> loads them.</summary>
/// <param name="folder">Where the objects are.</param>
/// <param name="kernel">For which kernel they are linked.</param>
/// <param name="settings">That kernel's whole configuration; null where it isn't known: settings that the profile hasn't may then have any value.</param>
internal sealed class ObjectRequests(string folder, KernelProfile kernel, ImmutableDictionary<string, string>? settings)
{
    private string name = "";
    private BpfObjectFile? file;

    /// <summary>The settings of a kernel's configuration, as it is in <c>/boot</c>, or packed as in <c>/proc/config.gz</c>.</summary>
    public static ImmutableDictionary<string, string> ReadSettings(string path)
    {
        using Stream stored = File.OpenRead(path);
        using StreamReader reader = new(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stored, CompressionMode.Decompress) : stored);
        return reader.ReadToEnd().Split('\n').Where(static line => line.StartsWith("CONFIG_", StringComparison.Ordinal))
            .Select(static line => line.Split('=', 2)).ToImmutableDictionary(static parts => parts[0], static parts => parts[1]);
    }

    /// <summary>What the kernel answered to; or, where it cannot be linked for the kernel's profile though the kernel itself got it, that as what isn't known.</summary>
    public (LoadRequest? Request, VerificationResult? Unlinked) Find(Answer answer)
    {
        // A table has the programs of an object one after the other.
        if (name != answer.File || file is null)
        {
            name = answer.File;
            file = ElfReader.Read(System.IO.File.ReadAllBytes(Path.Combine(folder, name)));
        }

        HashSet<string> others = [.. file.Functions.Where(static function => function.IsProgram).Select(static function => function.Name)];
        others.Remove(answer.Program);
        LinkOptions options = new()
        {
            LeftOut = [.. others],
            KernelBtf = Linker.NeedsKernelTypes(file, [.. others]) ? kernel.Btf : null,
            KernelSettings = settings ?? ImmutableDictionary<string, string>.Empty,
            LeavesSettingsOpen = settings is null,
        };
        try
        {
            return (Linker.Link(file, kernel, options).Programs[0], null);
        }
        catch (BpfFormatException exception)
        {
            return (null, new() { Verdict = Verdict.Unknown, UnknownFeature = $"unlinked: {exception.Message}" });
        }
    }
}

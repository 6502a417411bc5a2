using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Bpf.Core.Elf;
using Bpf.Core.Isa;

namespace Pipeline;

/// <summary>The same program in C, and what clang makes of it.</summary>
/// <param name="Instructions">Slots of 8 bytes, all programs together; null without clang.</param>
/// <param name="Listing">The programs in the kernel's syntax.</param>
internal sealed record Twin(int? Instructions, string Listing)
{
    private const string Clang = "clang-19";

    /// <summary>The number, or "n/a" without clang.</summary>
    public string Shown => Instructions?.ToString(CultureInfo.InvariantCulture) ?? "n/a";

    /// <summary>Compiles the twin of an example.</summary>
    public static Twin Of(string example)
    {
        string source = Path.Combine(Example.RepoRoot, "benchmarks", "Pipeline", "twins", example + ".bpf.c");
        string target = Path.GetTempFileName();
        try
        {
            using Process clang = Process.Start(Clang, ["-O2", "-target", "bpf", "-mcpu=v3", "-g", "-Wall", "-Werror", "-c", source, "-o", target]);
            clang.WaitForExit();
            if (clang.ExitCode != 0)
                throw new InvalidOperationException($"{Clang} refuses {source}");
            BpfObjectFile file = ElfReader.Read(File.ReadAllBytes(target));
            return new Twin(
                file.Functions.Sum(f => f.Instructions.Length),
                string.Concat(file.Functions.Select(f => $"{f.Name}:\n{Disassembler.DisassembleAll(f.Instructions.AsSpan())}\n")));
        }
        catch (Win32Exception)
        {
            return new Twin(null, "");
        }
        finally
        {
            File.Delete(target);
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Bpf.Core;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;

namespace Bpf.Tests;

/// <summary>
/// What the running kernel's verifier says to the programs of an object, each loaded alone, beside what its simulation says. Every test project
/// that compiles programs asks here, so that every program that is compiled anywhere is compared.
/// </summary>
internal static class ObjectVerdicts
{
    private static readonly ConcurrentDictionary<string, Lazy<ImmutableArray<ProgramVerdict>>> s_known = new();

    /// <summary>The running kernel's profile; null where none ships or this process may load no programs: then nothing is compared.</summary>
    public static KernelProfile? Kernel { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && BpfSupport.WhyNot() is null
        ? KernelProfiles.Find(Environment.OSVersion.Version.ToString(2))
        : null;

    /// <summary>Both verdicts on every program of an object.</summary>
    /// <param name="image">The object.</param>
    public static ImmutableArray<ProgramVerdict> Of(byte[] image) => Kernel is { } kernel
        ? s_known.GetOrAdd(Convert.ToHexString(SHA256.HashData(image)), _ => new(() => Ask(image, kernel))).Value
        : [];

    /// <summary>The programs on which the two differ, and how.</summary>
    /// <param name="image">The object.</param>
    public static IEnumerable<string> Differences(byte[] image) => Of(image).Where(verdict => !verdict.Agree).Select(verdict => verdict.ToString());

    private static ImmutableArray<ProgramVerdict> Ask(byte[] image, KernelProfile kernel)
    {
        BpfObjectFile file = ElfReader.Read(image);
        string[] programs = [.. file.Functions.Where(function => function.IsProgram).Select(function => function.Name)];
        return [.. programs.Select(program => Ask(image, file, program, [.. programs.Where(other => other != program)], kernel))];
    }

    private static ProgramVerdict Ask(byte[] image, BpfObjectFile file, string program, HashSet<string> others, KernelProfile kernel)
    {
        string log = "";
        bool accepted = false;
        try
        {
            using BpfObject loaded = BpfObject.Load(image, new() { LeftOut = others, Log = (_, text) => log = text });
            accepted = true;
        }
        catch (BpfVerifierException refused)
        {
            log = refused.Log;
        }
        catch (Exception e) when (e is BpfException or BpfFormatException)
        {
            return new(program, null, e.Message, null);
        }

        ImmutableHashSet<string> leftOut = [.. others];
        LinkOptions options = new() { LeftOut = leftOut, KernelBtf = Linker.NeedsKernelTypes(file, leftOut) ? kernel.Btf : null };
        LoadRequest request = Linker.Link(file, kernel, options).Programs.Single(request => request.Name == program);
        return new(program, accepted, log, Verifier.Verifier.Verify(request, kernel));
    }
}

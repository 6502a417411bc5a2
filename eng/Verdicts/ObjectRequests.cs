using Bpf.Core;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Verifier;

namespace Bpf.Verdicts;

/// <summary>Load requests of the programs of objects, each linked alone for the kernel, as <c>eng/kernels/load</c> loads them.</summary>
internal sealed class ObjectRequests(string folder, KernelProfile kernel)
{
    private string name = "";
    private BpfObjectFile? file;

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
            LeavesSettingsOpen = true,
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

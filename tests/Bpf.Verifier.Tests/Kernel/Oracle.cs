using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Holds the simulator against the running kernel.</summary>
internal static class Oracle
{
    /// <summary>The maps that test programs name: <c>map[array]</c>, <c>map[hash]</c>, <c>map[ring]</c>, <c>map[one]</c>, <c>map[percpu]</c>, <c>map[lpm]</c>.</summary>
    public static readonly ImmutableArray<MapSpec> Maps =
    [
        new() { Name = "array", Type = MapType.Array, KeySize = 4, ValueSize = 48, MaxEntries = 4 },
        new() { Name = "hash", Type = MapType.Hash, KeySize = 8, ValueSize = 16, MaxEntries = 8 },
        new() { Name = "ring", Type = MapType.Ringbuf, MaxEntries = 4096 },
        new() { Name = "one", Type = MapType.Array, KeySize = 4, ValueSize = 64, MaxEntries = 1 },
        new() { Name = "percpu", Type = MapType.PercpuArray, KeySize = 4, ValueSize = 8, MaxEntries = 2 },
        new() { Name = "lpm", Type = MapType.LpmTrie, KeySize = 8, ValueSize = 8, MaxEntries = 8, Flags = 1 },
    ];

    public static LoadRequest Request(ProgramType type, string text, uint flags = 0) =>
        Request(type, Assembler.Assemble(text, new() { Map = MapIndex }), flags);

    public static LoadRequest Request(ProgramType type, ImmutableArray<Instruction> instructions, uint flags = 0) => new()
    {
        Name = "test",
        ProgramType = type,
        License = "GPL",
        Instructions = instructions,
        Maps = Maps,
        Flags = flags,
    };

    public static VerificationResult Simulate(LoadRequest request, string kernel = "6.18", Capabilities capabilities = Capabilities.SysAdmin) =>
        Verifier.Verify(request, KernelProfiles.Find(kernel)!, new() { Capabilities = capabilities });

    /// <summary>Asserts that verdict, reason and processed count are the running kernel's.</summary>
    public static VerificationResult AssertSame(LoadRequest request, Capabilities capabilities = Capabilities.SysAdmin)
    {
        (VerificationResult ours, bool sameCount, string both) = Compare(request, capabilities);
        Assert.True(sameCount, both);
        return ours;
    }

    /// <summary>Asserts that verdict and reason are the running kernel's; tells whether the processed count is.</summary>
    public static (VerificationResult Ours, bool SameCount, string Description) Compare(
        LoadRequest request, Capabilities capabilities = Capabilities.SysAdmin)
    {
        VerificationResult ours = Simulate(request, capabilities: capabilities);
        SkipUnlessComparable();
        RunningKernel.Answer kernel = RunningKernel.Verify(request, capabilities: capabilities);
        string both = $"kernel: {(kernel.Accepted ? "accepts" : kernel.LastLine)}, {kernel.Processed} processed; "
            + $"simulator: {ours.Verdict} {ours.Rejection?.KernelMessage}{ours.UnknownFeature}, {ours.ProcessedInstructions} processed\n"
            + Disassembler.DisassembleAll(request.Instructions.AsSpan(), ListingOptions.Kernel);
        Assert.True(ours.Verdict == (kernel.Accepted ? Verdict.Accept : Verdict.Reject), both);
        Assert.True(kernel.Accepted || kernel.LastLine == ours.Rejection!.KernelMessage, both);
        return (ours, kernel.Processed == ours.ProcessedInstructions, both);
    }

    public static void SkipUnlessComparable()
    {
        Assert.SkipUnless(RunningKernel.IsAvailable, "this process may not load BPF programs");
        Assert.SkipUnless(RunningKernel.Alias == "6.18", $"the running kernel is {RunningKernel.Alias}, not 6.18");
    }

    private static int? MapIndex(string name)
    {
        for (int i = 0; i < Maps.Length; i++)
        {
            if (Maps[i].Name == name)
            {
                return i;
            }
        }

        return null;
    }
}

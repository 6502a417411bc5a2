using Bpf.Core;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>Accesses that order others: <c>Volatile</c> and <c>volatile</c>.</summary>
public class OrderingTests
{
    private const string Source = """
        struct Shared { public ulong Ready; public short Small; public byte Flag; }
        static readonly HashMap<uint, Shared> States = new(4);
        static volatile int Epoch;
        static ulong Seen; static int Sum;
        [Xdp] static XdpAction F(XdpContext ctx)
        {
            States.TryAdd(1, new() { Small = -5 });
            if (!States.TryFind(1, out Ref<Shared> state)) return XdpAction.Aborted;
            Volatile.Write(ref state.Value.Ready, 7);
            Volatile.Write(ref state.Value.Flag, (byte)(ctx.Length & 1));
            Epoch = Epoch + 3;
            Seen = Volatile.Read(ref state.Value.Ready) + Volatile.Read(ref state.Value.Flag);
            Sum = Volatile.Read(ref state.Value.Small) + Epoch;
            return XdpAction.Pass;
        }
        """;

    [Theory]
    [InlineData("6.18")]
    [InlineData("6.12;6.18")]
    [InlineData("5.10")]
    public void Ordered_accesses_mean_the_same_by_whichever_instructions(string kernels)
    {
        KernelProfile[] profiles = [.. kernels.Split(';').Select(k => KernelProfiles.Find(k)!)];
        byte[] image = SourceObject.Compile(Source, profiles);
        ObjectFunction function = ElfReader.Read(image).Functions.Single();
        bool hasInstructions = profiles.All(p => p.Has(Feature.LoadAcquire));
        Assert.Equal(hasInstructions ? 8 : 0, function.Instructions.Count(IsOrdered));
        Assert.Equal(hasInstructions ? 0 : 8, function.MachineAccesses.Length);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using BpfObject o = loaded;
            Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
            Assert.Equal((world, 7ul, -2), (world, loaded.Global<ulong>("Seen").Value, loaded.Global<int>("Sum").Value));
        }
    }

    [Fact]
    public void Machines_that_reorder_plain_accesses_get_the_ordering_ones_when_the_object_is_linked()
    {
        BpfObjectFile file = ElfReader.Read(SourceObject.Compile(Source, KernelProfiles.Find("6.12")!));
        Instruction[] On(TargetArchitecture architecture, string kernel = "6.18") =>
            [.. Linker.Link(file, KernelProfiles.Find(kernel)!, new() { Architecture = architecture }).Programs.Single().Instructions];
        Assert.DoesNotContain(On(TargetArchitecture.X64), IsOrdered);
        Instruction[] ordered = [.. On(TargetArchitecture.Arm64).Where(IsOrdered)];
        Assert.Equal(5, ordered.Count(i => i.Imm == (int)AtomicCode.LoadAcquire));
        Assert.Equal(3, ordered.Count(i => i.Imm == (int)AtomicCode.StoreRelease));
        Assert.Contains("6.15", Assert.Throws<BpfFormatException>(() => On(TargetArchitecture.Arm64, "6.12")).Message);
        Assert.DoesNotContain(On(TargetArchitecture.X64, "6.12"), IsOrdered);
    }

    private static bool IsOrdered(Instruction i) => i.IsAtomic && i.Imm is (int)AtomicCode.LoadAcquire or (int)AtomicCode.StoreRelease;
}

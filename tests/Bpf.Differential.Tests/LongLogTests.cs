using Bpf.Core.Explain;

namespace Bpf.Differential.Tests;

public class LongLogTests
{
    private const int Most = 1 << 22;

    [Fact]
    public void Of_a_refusal_after_many_steps_the_end_of_the_log_is_read()
    {
        Assert.SkipUnless(KernelWorld.IsAvailable, "no programs can be loaded here");
        byte[] image = SourceObject.Compile("""
            static readonly HashMap<uint, ulong> Counts = new(4);
            static ulong Sum;
            [Xdp] static XdpAction F(XdpContext ctx)
            {
                for (uint i = 0; i < 40_000; i++) Volatile.Write(ref Sum, i);
                Counts.TryFind(1, out Ref<ulong> count);
                count.Value++;
                return XdpAction.Pass;
            }
            """);
        BpfVerifierException refused = Assert.Throws<BpfVerifierException>(() => BpfObject.Load(image));
        Assert.Equal((13, RejectionReason.PossiblyNull), (refused.Errno, refused.Rejection!.Reason));
        if (SourceObject.Profile?.Version >= new Version(6, 4)) Assert.InRange(refused.Log.Length, Most / 2, Most);
    }
}

using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Tests;

/// <summary>BPF0408 where nothing is verified, and where the simulator gives up.</summary>
public class AtomicAlignmentTests
{
    private const string Text = """
        [BpfObject(License = "GPL")]
        public static partial class Probe
        {
            static readonly LpmTrie<KEY, ulong> Nets = new(8);
            static ulong Packets;

            [Xdp]
            static XdpAction Filter(XdpContext ctx)
            {
                COUNT
                return XdpAction.Pass;
            }
        }
        """;

    private const string InTrie = "if (Nets.TryFind(new() { PrefixLength = 32 }, out Ref<ulong> n)) Interlocked.Increment(ref n.Value);";
    private const string InGlobal = "if (Nets.TryFind(new() { PrefixLength = 32 }, out Ref<ulong> n)) n.Value = 1; Interlocked.Increment(ref Packets);";

    [Theory]
    [InlineData("Ipv4Prefix", InTrie, false)]
    [InlineData("Ipv4Prefix", InGlobal, true)]
    [InlineData("AlignedIpv4Prefix", InTrie, true)]
    [InlineData("Ipv6Prefix", InTrie, true)]
    public async Task Only_what_is_not_aligned_is_refused_and_also_where_nothing_is_verified(string key, string count, bool builds)
    {
        string text = Text.Replace("KEY", key, StringComparison.Ordinal).Replace("COUNT", count, StringComparison.Ordinal);
        foreach (string verify in new[] { "On", "Off" })
        {
            Host host = Host.Of(text).With("BpfVerify", verify);
            Diagnostic[] found = [.. (await host.BuildAsync()).Where(d => d.Id == "BPF0408")];
            Assert.Equal(builds ? 0 : 1, found.Length);
            Assert.Equal(builds, host.Image() is not null);
        }
    }
}

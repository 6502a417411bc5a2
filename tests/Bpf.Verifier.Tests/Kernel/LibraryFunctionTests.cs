using Bpf.Core.Kernel;
using static Bpf.Verifier.Tests.Kernel.TypedPrograms;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Kernel functions for strings, memory and lists of the kernel's: verdict, message and processed count are the running kernel's.</summary>
public class LibraryFunctionTests
{
    private const uint Sleepable = 1 << 4; // BPF_F_SLEEPABLE

    [Theory]
    [InlineData("r1 = 1\nr2 = 2\ncall bpf_strcmp\nr0 = 0\nexit")]
    [InlineData("call bpf_strlen\nr0 = 0\nexit")]
    [InlineData("r1 = map[array]\nr2 = r10\nr3 = 1\ncall bpf_strnstr\nr0 = 0\nexit")]
    [InlineData("r1 = map[array]\nr2 = r10\ncall bpf_strnstr\nr0 = 0\nexit")]
    [InlineData("r2 = r10\ncall bpf_strnchr\nr0 = 0\nexit")]
    public void Strings_may_be_anywhere(string text) => Oracle.AssertSame(Request(ProgramType.SchedCls, text));

    [Theory]
    [InlineData("call __bpf_trap\nexit")]
    [InlineData("r0 = *(u32 *)(r1 + 0)\nif r0 == 1 goto l\nr0 = 0\nexit\nl:\ncall __bpf_trap\nr0 = 0\nexit")]
    [InlineData("r0 = 0\nif r0 == 1 goto l\nexit\nl:\ncall __bpf_trap\nexit")]
    public void Undefined_behavior_may_not_be_reached(string text) => Oracle.AssertSame(Request(ProgramType.SchedCls, text));

    [Theory]
    [InlineData(ProgramType.SchedCls)]
    [InlineData(ProgramType.SocketFilter)]
    public void Metadata_of_packets_is_for_traffic_control(ProgramType type) => Oracle.AssertSame(Request(
        type, "r2 = 0\nr3 = r10\nr3 += -16\ncall bpf_dynptr_from_skb_meta\nr1 = r10\nr1 += -16\nr2 = 0\nr3 = 0\nr4 = 4\ncall bpf_dynptr_slice\nr0 = 0\nexit"));

    [Theory]
    [InlineData("if r0 == 0 goto done\nr1 = *(u32 *)(r0 + 0)\ngoto next")]
    [InlineData("r1 = *(u32 *)(r0 + 0)\ngoto next")]
    [InlineData("if r0 == 0 goto done\nr6 = r0\nif r6 == 0 goto done\nr1 = 1\ngoto next")]
    public void What_an_iterator_gives_is_there(string round)
    {
        string text = $"r1 = r10\nr1 += -8\ncall bpf_iter_kmem_cache_new\nnext:\nr1 = r10\nr1 += -8\ncall bpf_iter_kmem_cache_next\n{round}\n"
            + "done:\nr1 = r10\nr1 += -8\ncall bpf_iter_kmem_cache_destroy\nr0 = 0\nexit";
        Oracle.AssertSame(Request(ProgramType.Syscall, text) with { Flags = Sleepable });
    }

    [Theory]
    [InlineData("r1 = 0\nr2 = 0\ncall bpf_rdonly_cast\nr6 = r0\nr7 = 1000000\nl:\nr6 += 4\nr1 = *(u32 *)(r6 + 0)\nr7 += -1\nif r7 != 0 goto l\nr0 = 0\nexit")]
    [InlineData("r1 = 0\nr2 = 0\ncall bpf_rdonly_cast\nr1 = 0\nr1 += r0\nr0 = *(u32 *)(r1 + 0)\nexit")]
    [InlineData("r1 = 0\nr2 = 0\ncall bpf_rdonly_cast\nr0 -= 8\nr0 = *(u32 *)(r0 + 0)\nexit")]
    [InlineData("r1 = 0\nr2 = 0\ncall bpf_rdonly_cast\nr0 *= 8\nr0 = *(u32 *)(r0 + 0)\nexit")]
    public void Places_in_memory_that_may_only_be_tried_are_not_followed(string text) => Oracle.AssertSame(Request(ProgramType.SocketFilter, text));
}

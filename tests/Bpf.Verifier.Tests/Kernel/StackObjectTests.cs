using Bpf.Core.Kernel;
using static Bpf.Verifier.Tests.Kernel.TypedPrograms;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Iterators and dynptrs on the stack: verdict, message and processed count are the running kernel's.</summary>
public class StackObjectTests
{
    private const string NewIterator = "r1 = r10\nr1 += -8\nr2 = 0\nr3 = 100\ncall bpf_iter_num_new\n";
    private const string Next = "next:\nr1 = r10\nr1 += -8\ncall bpf_iter_num_next\nif r0 == 0 goto out\n";
    private const string Destroy = "out:\nr1 = r10\nr1 += -8\ncall bpf_iter_num_destroy\n";
    private const string Lookup = "r1 = map[hash]\nr2 = r10\nr2 += -16\ncall bpf_map_lookup_elem\n";
    private const string Done = "r0 = 0\nexit";

    private const string Reserve = "r1 = map[ring]\nr2 = 32\nr3 = 0\nr4 = r10\nr4 += -16\ncall bpf_ringbuf_reserve_dynptr\n";
    private const string Submit = "r1 = r10\nr1 += -16\nr2 = 0\ncall bpf_ringbuf_submit_dynptr\n";
    private const string Data = "r1 = r10\nr1 += -16\nr2 = 0\nr3 = 16\ncall bpf_dynptr_data\nr6 = r0\n";
    private const string FromSkb = "r6 = r1\nr2 = 0\nr3 = r10\nr3 += -16\ncall bpf_dynptr_from_skb\n";
    private const string Slice = "r1 = r10\nr1 += -16\nr2 = 0\nr3 = r10\nr3 += -32\nr4 = 16\ncall bpf_dynptr_slice\nr7 = r0\n";

    [Theory]
    [InlineData(NewIterator + Next + "goto next\n" + Destroy + Done)]
    [InlineData(NewIterator + "r6 = 0\n" + Next + "r6 += 1\ngoto next\n" + Destroy + "r0 = r6\nexit")]
    [InlineData(NewIterator + Next + "r1 = *(u32 *)(r0 + 0)\ngoto next\n" + Destroy + Done)]
    [InlineData(NewIterator + Next + "*(u32 *)(r0 + 0) = 1\ngoto next\n" + Destroy + Done)]
    [InlineData(NewIterator + Next + "goto next\nout:\n" + Done)]
    [InlineData(Next + "goto next\n" + Destroy + Done)]
    [InlineData(NewIterator + NewIterator + Done)]
    [InlineData(NewIterator + "r0 = *(u64 *)(r10 - 8)\nexit")]
    [InlineData(NewIterator + "*(u64 *)(r10 - 8) = 0\n" + Done)]
    [InlineData("r1 = r10\nr1 += -12\nr2 = 0\nr3 = 100\ncall bpf_iter_num_new\n" + Done)]
    [InlineData("r6 = map[array]\n" + NewIterator + "*(u64 *)(r10 - 16) = 0\n" + Next
        + "r1 = *(u64 *)(r10 - 16)\nr1 += 1\n*(u64 *)(r10 - 16) = r1\ngoto next\n" + Destroy + "r0 = *(u64 *)(r10 - 16)\nexit")]
    public void An_iterator_is_asked_until_there_is_nothing_left(string text) =>
        Oracle.AssertSame(Request(ProgramType.SchedCls, text));

    [Theory]
    [InlineData("r0 = *(u64 *)(r10 - 24)\nif r0 == 0 goto a\nr6 += 1\na:\ngoto next\n")]
    [InlineData("r7 = r0\nif r7 == 0 goto a\nr6 += 1\na:\nr0 = *(u64 *)(r10 - 24)\nif r0 == 0 goto b\nr6 += 1\nb:\n"
        + "r0 = *(u64 *)(r10 - 32)\nif r0 == 0 goto c\nr6 += 1\nc:\ngoto next\n")]
    [InlineData("r0 = *(u64 *)(r10 - 32)\nif r0 == 0 goto next\nr1 = *(u64 *)(r0 + 0)\n*(u64 *)(r10 - 16) = r1\ngoto next\n")]
    [InlineData("call bpf_get_prandom_u32\nif r0 == 0 goto next\n*(u8 *)(r10 - 16) = r0\ngoto next\n")]
    public void A_loop_over_what_may_be_null_ends_as_soon_as_its_states_recur(string body) => Oracle.AssertSame(Request(
        ProgramType.SchedCls,
        NewIterator + "r6 = 0\n*(u64 *)(r10 - 16) = 0\n*(u64 *)(r10 - 24) = 0\n*(u64 *)(r10 - 32) = 0\n" + Next
            + Lookup + "*(u64 *)(r10 - 24) = r0\n" + Lookup + "*(u64 *)(r10 - 32) = r0\n" + Lookup + body + Destroy + Done));

    [Theory]
    [InlineData(Reserve + Submit + Done)]
    [InlineData(Reserve + Done)]
    [InlineData(Reserve + Submit + Submit + Done)]
    [InlineData(Reserve + Data + "if r6 == 0 goto l\n*(u64 *)(r6 + 8) = 1\nl:\n" + Submit + Done)]
    [InlineData(Reserve + Data + "if r6 == 0 goto l\n*(u64 *)(r6 + 9) = 1\nl:\n" + Submit + Done)]
    [InlineData(Reserve + Data + Submit + "if r6 == 0 goto l\n*(u64 *)(r6 + 8) = 1\nl:\n" + Done)]
    [InlineData(Reserve + "*(u64 *)(r10 - 16) = 0\n" + Submit + Done)]
    [InlineData(Reserve + "r0 = *(u64 *)(r10 - 16)\n" + Submit + Done)]
    [InlineData(Submit + Done)]
    [InlineData("r1 = map[ring]\nr2 = 32\nr3 = 0\nr4 = r10\nr4 += -12\ncall bpf_ringbuf_reserve_dynptr\n" + Done)]
    [InlineData("r1 = map[locked][0]+0\nr2 = 8\nr3 = 0\nr4 = r10\nr4 += -16\ncall bpf_dynptr_from_mem\n" + Data + Done)]
    [InlineData("*(u64 *)(r10 - 24) = 0\nr1 = r10\nr1 += -24\nr2 = 8\nr3 = 0\nr4 = r10\nr4 += -16\ncall bpf_dynptr_from_mem\n" + Done)]
    [InlineData(FromSkb + Slice + "if r7 == 0 goto l\nr0 = *(u8 *)(r7 + 15)\nl:\n" + Done)]
    [InlineData(FromSkb + Slice + "if r7 == 0 goto l\n*(u8 *)(r7 + 15) = 0\nl:\n" + Done)]
    [InlineData(FromSkb + Slice + "r1 = r6\nr2 = 0\ncall bpf_skb_pull_data\nif r7 == 0 goto l\nr0 = *(u8 *)(r7 + 15)\nl:\n" + Done)]
    [InlineData(FromSkb + "*(u8 *)(r10 - 1) = 0\n" + Slice + Done)]
    public void A_dynptr_knows_its_size_at_run_time(string text) =>
        Oracle.AssertSame(Request(ProgramType.SchedCls, text));

    [Fact]
    public void A_global_function_takes_a_dynptr() => Oracle.AssertSame(Request(
        ProgramType.SchedCls,
        FromSkb + "r1 = r10\nr1 += -16\ncall f\nexit\nf:\ncall bpf_dynptr_size\nr0 = 0\nexit",
        new("main"),
        new("f", "d", IsGlobal: true)));
}

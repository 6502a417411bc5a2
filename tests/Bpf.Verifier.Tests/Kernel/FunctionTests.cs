using Bpf.Core.Kernel;
using static Bpf.Verifier.Tests.Kernel.TypedPrograms;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Global functions and callbacks: verdict, message and processed count are the running kernel's.</summary>
public class FunctionTests
{
    [Theory]
    [InlineData("i", "r1 = 7\ncall f\nexit\nf:\nr0 = r1\nexit")]
    [InlineData("i", "call f\nexit\nf:\nr0 = r1\nexit")]
    [InlineData("c", "call f\nr0 = 0\nexit\nf:\nr0 = *(u32 *)(r1 + 0)\nexit")]
    [InlineData("c", "r1 = 0\ncall f\nr0 = 0\nexit\nf:\nr0 = 0\nexit")]
    [InlineData("p", "r1 = r10\nr1 += -16\ncall f\nexit\nf:\nif r1 == 0 goto l\nr0 = *(u64 *)(r1 + 8)\nexit\nl:\nr0 = 0\nexit")]
    [InlineData("p", "r1 = r10\nr1 += -8\ncall f\nexit\nf:\nr0 = 0\nexit")]
    [InlineData("p", "r1 = r10\nr1 += -16\ncall f\nexit\nf:\nr0 = *(u64 *)(r1 + 8)\nexit")]
    [InlineData("p", "r1 = 0\ncall f\nexit\nf:\nr0 = 0\nexit")]
    [InlineData("p", "r1 = 1\ncall f\nexit\nf:\nr0 = 0\nexit")]
    [InlineData("p", "r1 = r10\nr1 += -16\ncall f\nexit\nf:\nif r1 == 0 goto l\nr0 = *(u64 *)(r1 + 9)\nexit\nl:\nr0 = 0\nexit")]
    [InlineData("i", "r1 = 7\ncall f\nif r0 > 1 goto l\nr0 = 0\nl:\nexit\nf:\nr0 = r10\nexit")]
    public void A_call_of_a_global_function_checks_its_arguments_and_the_function_is_verified_apart(string parameters, string text) =>
        Oracle.AssertSame(Request(ProgramType.SchedCls, text, new("main"), new("f", parameters, IsGlobal: true)));

    [Fact]
    public void A_global_function_that_no_path_calls_is_not_verified() =>
        Oracle.AssertSame(Request(
            ProgramType.SchedCls,
            "r0 = 0\nif r0 == 0 goto l\ncall f\nl:\nexit\nf:\nr0 = r2\nexit",
            new("main"),
            new("f", "i", IsGlobal: true)));

    [Fact]
    public void Packet_pointers_are_gone_after_a_global_function_that_changes_packets() =>
        Oracle.AssertSame(Request(
            ProgramType.SchedCls,
            """
            r7 = *(u32 *)(r1 + 80)
            r6 = *(u32 *)(r1 + 76)
            r8 = r6
            r8 += 14
            if r8 > r7 goto l
            call f
            r0 = *(u8 *)(r6 + 0)
            l:
            r0 = 0
            exit
            f:
            r2 = 0
            call bpf_skb_pull_data
            r0 = 0
            exit
            """,
            new("main"),
            new("f", "c", IsGlobal: true)));

    [Theory]
    [InlineData("r0 = 0\nexit")]
    [InlineData("r0 = 2\nexit")]
    [InlineData("r0 = *(u64 *)(r2 + 0)\nr0 = 1\nexit")]
    [InlineData("r1 = *(u64 *)(r2 - 8)\nr1 += 1\n*(u64 *)(r2 - 8) = r1\nr0 = 0\nexit")]
    [InlineData("r0 = r2\nexit")]
    [InlineData("r6 = r2\ncall bpf_get_prandom_u32\nif r0 != 0 goto l\n*(u64 *)(r6 - 8) = 0\nl:\nr0 = 0\nexit")]
    [InlineData("r6 = r2\nr7 = 3\nl:\ncall bpf_get_prandom_u32\n*(u32 *)(r6 - 4) = r0\nr7 += -1\nif r7 != 0 goto l\nr0 = 0\nexit")]
    public void Loops_with_callbacks_are_walked_until_a_state_recurs(string body) =>
        Oracle.AssertSame(Request(
            ProgramType.SchedCls,
            $"""
            *(u64 *)(r10 - 8) = 0
            r1 = 100
            r2 = subprog[f]
            r3 = r10
            r4 = 0
            call bpf_loop
            r0 = *(u64 *)(r10 - 8)
            exit
            f:
            {body}
            """,
            new("main"),
            new("f", "ip")));

    [Theory]
    [InlineData("r0 = *(u64 *)(r3 + 8)\nr0 = 0\nexit")]
    [InlineData("r0 = *(u64 *)(r3 + 16)\nr0 = 0\nexit")]
    [InlineData("*(u64 *)(r2 + 0) = 0\nr0 = 0\nexit")]
    [InlineData("r0 = *(u64 *)(r4 - 8)\nr0 = 1\nexit")]
    public void Every_element_of_a_map_is_given_to_a_callback(string body) =>
        Oracle.AssertSame(Request(
            ProgramType.SchedCls,
            $"r1 = map[hash]\nr2 = subprog[f]\nr3 = r10\nr4 = 0\ncall bpf_for_each_map_elem\nr0 = 0\nexit\nf:\n{body}",
            new("main"),
            new("f", "iiii")));

    [Theory]
    [InlineData("r0 = 0\nexit")]
    [InlineData("r0 = 1\nexit")]
    [InlineData("r0 = *(u64 *)(r3 + 24)\nr0 = 0\nexit")]
    [InlineData("r0 = *(u64 *)(r3 + 8)\nr0 = 0\nexit")]
    public void A_timer_calls_back_later(string body) =>
        Oracle.AssertSame(Request(
            ProgramType.SchedCls,
            $"""
            r1 = map[timed][0]+0
            r2 = map[timed]
            r3 = 1
            call bpf_timer_init
            r1 = map[timed][0]+0
            r2 = subprog[f]
            call bpf_timer_set_callback
            r0 = 0
            exit
            f:
            {body}
            """,
            new("main"),
            new("f", "iii")));

    [Theory]
    [InlineData("r1 = map[timed][0]+8\nr2 = map[timed]\nr3 = 1\ncall bpf_timer_init\nr0 = 0\nexit")]
    [InlineData("r1 = map[timed][0]+0\nr2 = map[locked]\nr3 = 1\ncall bpf_timer_init\nr0 = 0\nexit")]
    [InlineData("r1 = map[locked][0]+0\nr2 = map[locked]\nr3 = 1\ncall bpf_timer_init\nr0 = 0\nexit")]
    [InlineData("r1 = map[timed][0]+0\nr0 = *(u64 *)(r1 + 8)\nexit")]
    public void A_timer_is_touched_by_its_functions_only(string text) => Oracle.AssertSame(Request(ProgramType.SchedCls, text));
}

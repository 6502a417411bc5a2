using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Kernels;
using static Bpf.Verifier.Tests.Kernel.TypedPrograms;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Arenas, the kernel's structures of maps, its symbols, tagged arguments: verdict, message and processed count are the running kernel's.</summary>
public class KernelMemoryTests
{
    private const uint Sleepable = 1 << 4;
    private const string Done = "out:\nr0 = 0\nexit";
    private const string Page = "r1 = map[arena]\nr2 = 0\nr3 = 1\nr4 = -1\nr5 = 0\ncall bpf_arena_alloc_pages\nr6 = r0\nr6 = addr_space_cast(r6, 0x0, 0x1)\n";

    public static TheoryData<string> Arenas =>
    [
        Page + "*(u64 *)(r6 + 0) = 1\nr0 = *(u32 *)(r6 + 8)\n" + Done,
        Page + "r0 = *(s32 *)(r6 + 8)\n" + Done,
        Page + "r6 += 4096\nr6 *= 3\nr6 ^= 7\nr0 = *(u64 *)(r6 + 1)\n" + Done,
        Page + "r1 = 5\nlock *(u64 *)(r6 + 0) += r1\n" + Done,
        Page + "r1 = 5\nr1 = atomic_fetch_add((u64 *)(r6 + 0), r1)\n" + Done,
        Page + "r1 = 5\nr1 = atomic_fetch_or((u64 *)(r6 + 0), r1)\n" + Done,
        Page + "r1 = 5\nr1 = atomic_fetch_xor((u32 *)(r6 + 0), r1)\n" + Done,
        Page + "r1 = load_acquire((u64 *)(r6 + 0))\nstore_release((u64 *)(r6 + 8), r1)\n" + Done,
        Page + "r1 = r10\nr1 += r6\nr0 = *(u64 *)(r1 + 0)\n" + Done,
        Page + "r1 = r10\nr1 += r6\nr1 += 8\n*(u64 *)(r10 - 8) = r1\nr0 = *(u64 *)(r10 - 8)\nr0 *= 7\n" + Done,
        Page + "r1 = 8\nr1 += r6\nr0 = *(u64 *)(r1 + 0)\n" + Done,
        Page + "r1 = 8\nr1 -= r6\nr0 = *(u64 *)(r1 + 0)\n" + Done,
        Page + "r1 = map[array]\nr1 *= r6\nr0 = *(u64 *)(r1 + 0)\n" + Done,
        Page + "w1 = 8\nw1 += w6\nr0 = *(u64 *)(r1 + 0)\n" + Done,
        Page + "r1 = 8\nr1 += r6\nr0 = r1\nexit",
        Page + "r1 = r10\nr1 += r6\nr0 = r1\nexit",
        Page + "*(u64 *)(r10 - 8) = r6\nr7 = *(u64 *)(r10 - 8)\nr0 = *(u8 *)(r7 + 0)\n" + Done,
        Page + "if r6 == 0 goto out\nr0 = *(u8 *)(r6 + 0)\n" + Done,
        Page + "r7 = addr_space_cast(r6, 0x1, 0x0)\nr0 = *(u8 *)(r7 + 0)\n" + Done,
        Page + "r0 = r6\nexit",
        Page + "w7 = w6\nr0 = *(u8 *)(r7 + 0)\n" + Done,
        Page + "r1 = map[array]\nr2 = r6\ncall bpf_map_lookup_elem\n" + Done,
        Page + "r1 = map[arena]\nr2 = r6\nr3 = 1\ncall bpf_arena_free_pages\n" + Done,
        Page + "r1 = map[arena]\nr2 = 0\nr3 = r6\ncall bpf_arena_free_pages\n" + Done,
        "r6 = map[arena][0]+64\nr6 = addr_space_cast(r6, 0x0, 0x1)\nr0 = *(u64 *)(r6 + 0)\n" + Done,
        "r6 = map[arena][0]+64\nr0 = *(u64 *)(r6 + 0)\n" + Done,
        "r6 = map[arena][0]+9000\n" + Done,
        "r1 = 0\nr1 = addr_space_cast(r1, 0x0, 0x1)\n" + Done,
        "r1 = map[array]\nr2 = 0\nr3 = 1\nr4 = -1\nr5 = 0\ncall bpf_arena_alloc_pages\n" + Done,
        "r6 = map[array]\nr1 = map[arena]\nr2 = r10\ncall bpf_map_lookup_elem\n" + Done,
    ];

    [Theory]
    [MemberData(nameof(Arenas))]
    public void Anything_may_be_done_with_a_pointer_into_an_arena(string text) =>
        Oracle.AssertSame(Request(ProgramType.Syscall, text) with { Flags = Sleepable });

    [Theory]
    [InlineData("r0 = *(u32 *)(r1 + 24)")]
    [InlineData("r0 = *(u64 *)(r1 + 0)\nr0 = *(u64 *)(r0 + 0)")]
    [InlineData("r0 = *(u64 *)(r1 - 8)")]
    [InlineData("r0 = *(u64 *)(r1 + 4)")]
    [InlineData("r0 = *(u64 *)(r1 + 16000)")]
    [InlineData("*(u64 *)(r1 + 0) = 0")]
    [InlineData("r1 += 8\nr0 = *(u64 *)(r1 + 0)")]
    public void Maps_are_structures_that_may_be_read(string text)
    {
        foreach (string map in (string[])["array", "hash", "ring", "lpm", "arena"])
        {
            Oracle.AssertSame(Request(ProgramType.SchedCls, $"r1 = map[{map}]\n{text}\nr0 = 0\nexit"));
        }
    }

    [Theory]
    [InlineData("bpf_task_acquire", BtfKind.Func, "r0 = *(u8 *)(r1 + 0)")]
    [InlineData("bpf_task_acquire", BtfKind.Func, "*(u8 *)(r1 + 0) = 0")]
    [InlineData("bpf_task_acquire", BtfKind.Func, "r0 = 0")]
    [InlineData("task_struct", BtfKind.Struct, "r0 = 0")]
    [InlineData("runqueues", BtfKind.Var, "r0 = 0")]
    public void Symbols_of_the_kernel_are_read_only_memory(string name, BtfKind kind, string text)
    {
        int id = KernelProfiles.Find("6.18")!.Btf!.Find(name, kind);
        Oracle.AssertSame(Request(ProgramType.SchedCls, $"r1 = btf[id:{id}]+0\n{text}\nr0 = 0\nexit"));
    }

    private const string Task = "call bpf_get_current_task_btf\nr6 = r0\nr1 = r0\n";

    [Theory]
    [InlineData("t", Task + "call f\nr0 = 0\nexit\nf:\nr0 = *(u32 *)(r1 + 16)\ncall bpf_task_acquire\nif r0 == 0 goto out\nr1 = r0\ncall bpf_task_release\n" + Done)]
    [InlineData("t", Task + "r1 += 8\ncall f\nr0 = 0\nexit\nf:\n" + Done)]
    [InlineData("t", "r1 = 0\ncall f\nr0 = 0\nexit\nf:\n" + Done)]
    [InlineData("t", "r1 = r10\ncall f\nr0 = 0\nexit\nf:\n" + Done)]
    [InlineData("n", "r1 = 0\ncall f\nr0 = 0\nexit\nf:\nr0 = *(u32 *)(r1 + 16)\n" + Done)]
    [InlineData("n", "r1 = 0\ncall f\nr0 = 0\nexit\nf:\nif r1 == 0 goto out\nr0 = *(u32 *)(r1 + 16)\n" + Done)]
    [InlineData("u", "r1 = 7\ncall f\nr0 = 0\nexit\nf:\nr0 = *(u32 *)(r1 + 16)\n" + Done)]
    [InlineData("u", Task + "call f\nr0 = 0\nexit\nf:\nr0 = *(u32 *)(r1 + 16)\n" + Done)]
    [InlineData("v", "r1 = 7\ncall f\nr0 = 0\nexit\nf:\nr0 = *(u32 *)(r1 + 16)\n" + Done)]
    [InlineData("v", "r1 = 7\ncall f\nr0 = 0\nexit\nf:\n*(u32 *)(r1 + 16) = 1\n" + Done)]
    [InlineData("a", "r1 = map[arena]\nr1 = 7\ncall f\nr0 = 0\nexit\nf:\nr1 = addr_space_cast(r1, 0x0, 0x1)\nr0 = *(u32 *)(r1 + 16)\n" + Done)]
    [InlineData("a", "r1 = map[arena]\nr1 = r10\ncall f\nr0 = 0\nexit\nf:\nr1 = addr_space_cast(r1, 0x0, 0x1)\nr0 = *(u32 *)(r1 + 16)\n" + Done)]
    public void Tags_say_what_a_global_function_takes(string parameter, string text) =>
        Oracle.AssertSame(Request(ProgramType.SchedCls, text, new("main"), new("f", parameter, IsGlobal: true)));
}

using Bpf.Core.Kernel;
using static Bpf.Verifier.Tests.Kernel.TypedPrograms;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Pointers kept in map values: verdict, message and processed count are the running kernel's.</summary>
public class KptrTests
{
    private const string Done = "out:\nr0 = 0\nexit";
    private const string Value = "r6 = map[kept][0]+0\n";
    private const string Task = "r1 = 1\ncall bpf_task_from_pid\nif r0 == 0 goto out\nr7 = r0\n";
    private const string ReleaseTask = "call bpf_task_release\n";
    private const string Lock = "call bpf_rcu_read_lock\n";
    private const string Unlock = "call bpf_rcu_read_unlock\n";

    private static readonly string Object = $"r1 = {ObjectType}\nr2 = 0\ncall bpf_obj_new_impl\nif r0 == 0 goto out\nr7 = r0\n";

    private static string Exchange(int field, string with) => $"r1 = map[kept][0]+{field}\nr2 = {with}\ncall bpf_kptr_xchg\n";

    public static TheoryData<string> Exchanges =>
    [
        Exchange(8, "0") + "if r0 == 0 goto out\nr1 = r0\n" + ReleaseTask + Done,
        Exchange(8, "0") + Done,
        Exchange(8, "0") + "r1 = r0\n" + ReleaseTask + Done,
        Task + Exchange(8, "r7") + "if r0 == 0 goto out\nr1 = r0\n" + ReleaseTask + Done,
        Task + Exchange(8, "r7") + "r1 = r7\n" + ReleaseTask + Done,
        Task + "r7 += 8\n" + Exchange(8, "r7") + Done,
        Task + Exchange(0, "r7") + Done,
        Task + Exchange(16, "r7") + Done,
        Task + Exchange(24, "r7") + Done,
        Task + Exchange(32, "r7") + Done,
        Exchange(12, "0") + Done,
        Exchange(8, "r6") + Done,
        "r1 = map[array]\nr2 = 0\ncall bpf_kptr_xchg\n" + Done,
        "r1 = map[one][0]+0\nr2 = 0\ncall bpf_kptr_xchg\n" + Done,
        "r1 = map[locked][0]+0\nr2 = 0\ncall bpf_kptr_xchg\n" + Done,
        Value + "call bpf_get_prandom_u32\nr0 &= 8\nr1 = r6\nr1 += r0\nr2 = 0\ncall bpf_kptr_xchg\n" + Done,
        Object + Exchange(16, "r7") + "if r0 == 0 goto out\nr1 = r0\nr2 = 0\ncall bpf_obj_drop_impl\n" + Done,
        Object + Exchange(16, "r7") + Done,
        Object + Exchange(8, "r7") + Done,
        Object + Exchange(16, "r7") + "r1 = *(u64 *)(r7 + 0)\n" + Done,
        Object + Exchange(24, "r7") + Done,
        Exchange(16, "0") + "if r0 == 0 goto out\n*(u64 *)(r0 + 0) = 7\nr1 = r0\nr2 = 0\ncall bpf_obj_drop_impl\n" + Done,
        Exchange(16, "0") + "if r0 == 0 goto out\nr1 = *(u64 *)(r0 + 8)\nr1 = r0\nr2 = 0\ncall bpf_obj_drop_impl\n" + Done,
        Exchange(24, "0") + "if r0 == 0 goto out\nr1 = r0\nr2 = 0\ncall bpf_percpu_obj_drop_impl\n" + Done,
        Exchange(24, "0") + "if r0 == 0 goto out\nr1 = *(u64 *)(r0 + 0)\n" + Done,
    ];

    [Theory]
    [MemberData(nameof(Exchanges))]
    public void What_is_owned_is_exchanged_with_what_the_map_owns(string text) => Oracle.AssertSame(Request(ProgramType.SchedCls, text));

    public static TheoryData<string> Accesses =>
    [
        Value + "r1 = *(u64 *)(r6 + 0)\nif r1 == 0 goto out\nr0 = *(u64 *)(r1 + 8)\n" + Done,
        Value + "r1 = *(u64 *)(r6 + 0)\nr0 = *(u64 *)(r1 + 8)\n" + Done,
        Value + "r1 = *(u64 *)(r6 + 8)\nif r1 == 0 goto out\ncall bpf_task_acquire\nif r0 == 0 goto out\nr1 = r0\n" + ReleaseTask + Done,
        Value + "r1 = *(u64 *)(r6 + 8)\ncall bpf_task_acquire\nif r0 == 0 goto out\nr1 = r0\n" + ReleaseTask + Done,
        Value + "r1 = *(u64 *)(r6 + 8)\nif r1 == 0 goto out\n" + ReleaseTask + Done,
        Value + "r1 = *(u64 *)(r6 + 0)\nif r1 == 0 goto out\ncall bpf_task_acquire\n" + Done,
        Value + "r1 = *(u64 *)(r6 + 16)\nif r1 == 0 goto out\nr0 = *(u64 *)(r1 + 0)\n" + Done,
        Value + "r1 = *(u64 *)(r6 + 16)\nif r1 == 0 goto out\n*(u64 *)(r1 + 0) = 1\n" + Done,
        Value + "r1 = *(u64 *)(r6 + 16)\nif r1 == 0 goto out\nr2 = 0\ncall bpf_refcount_acquire_impl\nif r0 == 0 goto out\nr1 = r0\nr2 = 0\ncall bpf_obj_drop_impl\n" + Done,
        Value + "r1 = *(u64 *)(r6 + 16)\nif r1 == 0 goto out\nr2 = 0\ncall bpf_obj_drop_impl\n" + Done,
        Value + "r1 = *(u64 *)(r6 + 24)\nif r1 == 0 goto out\ncall bpf_this_cpu_ptr\nr0 = *(u64 *)(r0 + 0)\n" + Done,
        Value + "r1 = *(u64 *)(r6 + 24)\nif r1 == 0 goto out\nr2 = 0\ncall bpf_per_cpu_ptr\n*(u64 *)(r0 + 0) = 3\n" + Done,
        Value + "r1 = *(u64 *)(r6 + 24)\ncall bpf_this_cpu_ptr\n" + Done,
        Value + Lock + "r7 = *(u64 *)(r6 + 8)\n" + Unlock + "if r7 == 0 goto out\nr1 = r7\ncall bpf_task_acquire\n" + Done,
        Value + Lock + "r7 = *(u64 *)(r6 + 16)\n" + Unlock + "if r7 == 0 goto out\nr0 = *(u64 *)(r7 + 0)\n" + Done,
        Value + Lock + "r7 = *(u64 *)(r6 + 16)\nif r7 == 0 goto in\nr0 = *(u64 *)(r7 + 0)\nin:\n" + Unlock + "if r7 == 0 goto out\n*(u64 *)(r7 + 0) = 4\n" + Done,
        Value + Lock + "r7 = *(u64 *)(r6 + 16)\n" + Unlock + "r0 = *(u64 *)(r7 + 8)\n" + Done,
        Value + Lock + "r7 = *(u64 *)(r6 + 16)\n" + Unlock + "r7 += 8\nr0 = *(u64 *)(r7 + 0)\n" + Done,
        Value + Lock + "r1 = *(u64 *)(r6 + 16)\n" + "r2 = 0\ncall bpf_refcount_acquire_impl\n" + Done,
        Value + Lock + "r7 = *(u64 *)(r6 + 16)\n" + Unlock + "r1 = r7\nr2 = 0\ncall bpf_refcount_acquire_impl\n" + Done,
        Value + Lock + "r7 = *(u64 *)(r6 + 16)\n" + Unlock + "r1 = r7\nr2 = 0\ncall bpf_obj_drop_impl\n" + Done,
        Value + Lock + "r7 = *(u64 *)(r6 + 24)\n" + Unlock + "r1 = r7\ncall bpf_this_cpu_ptr\n" + Done,
        Value + "r1 = *(u32 *)(r6 + 8)\n" + Done,
        Value + "r1 = *(u64 *)(r6 + 4)\n" + Done,
        Value + "r1 = *(u8 *)(r6 + 31)\n" + Done,
        Value + "r1 = *(u64 *)(r6 + 32)\nr0 = *(u64 *)(r1 + 0)\n" + Done,
        Value + "*(u64 *)(r6 + 0) = 0\n" + Done,
        Value + "*(u64 *)(r6 + 0) = 1\n" + Done,
        Value + "*(u64 *)(r6 + 8) = 0\n" + Done,
        Value + "r1 = 0\n*(u64 *)(r6 + 0) = r1\n" + Done,
        Value + Task + "*(u64 *)(r6 + 0) = r7\nr1 = r7\n" + ReleaseTask + Done,
        Value + Task + "*(u64 *)(r6 + 8) = r7\nr1 = r7\n" + ReleaseTask + Done,
        Value + Task + "r1 = r7\nr1 += 8\n*(u64 *)(r6 + 0) = r1\nr1 = r7\n" + ReleaseTask + Done,
        Value + Object + "*(u64 *)(r6 + 0) = r7\n" + Done,
        Value + "r1 = 1\nlock *(u64 *)(r6 + 0) += r1\n" + Done,
        Value + "*(u64 *)(r10 - 8) = 0\nr1 = r10\nr1 += -8\nr2 = 8\nr3 = r6\ncall bpf_probe_read_kernel\n" + Done,
        Value + "r1 = r6\nr2 = 8\nr3 = 0\ncall bpf_probe_read_kernel\n" + Done,
    ];

    [Theory]
    [MemberData(nameof(Accesses))]
    public void What_the_map_owns_may_be_looked_at_while_RCU_keeps_it(string text)
    {
        Oracle.AssertSame(Request(ProgramType.SchedCls, text));
        Oracle.AssertSame(Request(ProgramType.Syscall, text) with { Flags = 1 << 4 });
    }
}

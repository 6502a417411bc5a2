using Bpf.Core.Kernel;
using static Bpf.Verifier.Tests.Kernel.TypedPrograms;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Locks, allocated objects, lists and trees: verdict, message and processed count are the running kernel's.</summary>
public class ObjectTests
{
    private const string Lock = "r6 = map[locked][0]+8\nr7 = map[locked][0]+0\nr1 = r6\ncall bpf_spin_lock\n";
    private const string Unlock = "r1 = r6\ncall bpf_spin_unlock\n";
    private const string Done = "r0 = 0\nexit";

    private static readonly string New =
        $"r1 = {ObjectType}\nr2 = 0\ncall bpf_obj_new_impl\nif r0 == 0 goto none\nr8 = r0\n";

    private const string LockQueue = "r6 = map[queue][0]+0\nr1 = r6\ncall bpf_spin_lock\n";
    private const string PushFront = "r1 = map[queue][0]+8\nr2 = r8\nr2 += 8\nr3 = 0\nr4 = 0\ncall bpf_list_push_front_impl\n";
    private const string PopFront = "r1 = map[queue][0]+8\ncall bpf_list_pop_front\nr9 = r0\n";
    private const string Drop = "r1 = r8\nr2 = 0\ncall bpf_obj_drop_impl\n";
    private const string None = "none:\nr0 = 0\nexit";

    [Theory]
    [InlineData(Lock + "*(u64 *)(r7 + 0) = 1\n" + Unlock + Done)]
    [InlineData(Lock + Done)]
    [InlineData(Lock + Lock + Unlock + Done)]
    [InlineData(Unlock)]
    [InlineData("r6 = map[locked][0]+8\n" + Unlock + Done)]
    [InlineData(Lock + "call bpf_get_prandom_u32\n" + Unlock + Done)]
    [InlineData("r6 = map[locked][0]+4\nr1 = r6\ncall bpf_spin_lock\n" + Unlock + Done)]
    [InlineData("r6 = map[array]\nr1 = r6\ncall bpf_spin_lock\n" + Unlock + Done)]
    [InlineData("r7 = map[locked][0]+0\nr0 = *(u32 *)(r7 + 8)\nexit")]
    [InlineData("r7 = map[locked][0]+0\nr0 = *(u64 *)(r7 + 4)\nexit")]
    [InlineData(Lock + "r6 = map[queue][0]+0\n" + Unlock + Done)]
    public void A_lock_is_held_for_memory_accesses_only_and_given_back(string text) =>
        Oracle.AssertSame(Request(ProgramType.SchedCls, text));

    [Theory]
    [InlineData(ProgramType.SocketFilter)]
    [InlineData(ProgramType.Kprobe)]
    [InlineData(ProgramType.Xdp)]
    public void Some_program_types_take_no_locks(ProgramType type) => Oracle.AssertSame(Request(type, "r1 = map[locked][0]+0\n" + Done));

    public static TheoryData<string> Graphs =>
    [
        New + Drop + None,
        New + None,
        New + "*(u64 *)(r8 + 0) = 5\n" + Drop + None,
        New + "*(u64 *)(r8 + 8) = 5\n" + Drop + None,
        New + Drop + "r0 = *(u64 *)(r8 + 0)\n" + None,
        New + LockQueue + PushFront + Unlock + None,
        New + LockQueue + PushFront + "*(u64 *)(r8 + 0) = 5\n" + Unlock + None,
        New + LockQueue + PushFront + Unlock + "*(u64 *)(r8 + 0) = 5\n" + None,
        New + PushFront + None,
        New + LockQueue + PushFront + PushFront + Unlock + None,
        New + LockQueue + "r1 = map[queue][0]+8\nr2 = r8\nr3 = 0\nr4 = 0\ncall bpf_list_push_front_impl\n" + Unlock + None,
        LockQueue + PopFront + Unlock + "if r9 == 0 goto none\nr8 = r9\nr8 += -8\n" + Drop + None,
        LockQueue + PopFront + Unlock + None,
        New + "r1 = r8\nr2 = 0\ncall bpf_refcount_acquire_impl\nr9 = r0\n" + Drop + "r8 = r9\n" + Drop + None,
        New + "r1 = r8\nr2 = 0\ncall bpf_refcount_acquire_impl\n" + Drop + None,
        New + LockQueue
            + "r1 = map[queue][0]+24\nr2 = r8\nr2 += 32\nr3 = subprog[less]\nr4 = 0\nr5 = 0\ncall bpf_rbtree_add_impl\n" + Unlock + None
            + "\nless:\nr3 = *(u64 *)(r1 - 32)\nr4 = *(u64 *)(r2 - 32)\nr0 = 1\nif r3 < r4 goto l\nr0 = 0\nl:\nexit",
        New + LockQueue
            + "r1 = map[queue][0]+24\nr2 = r8\nr2 += 32\nr3 = subprog[less]\nr4 = 0\nr5 = 0\ncall bpf_rbtree_add_impl\n" + Unlock + None
            + "\nless:\nr0 = 2\nexit",
        LockQueue + "r1 = map[queue][0]+24\ncall bpf_rbtree_first\nif r0 == 0 goto out\nr1 = *(u64 *)(r0 - 32)\nout:\n" + Unlock + Done,
        LockQueue + "r1 = map[queue][0]+24\ncall bpf_rbtree_first\nr7 = r0\n" + Unlock + "if r7 == 0 goto out\nr1 = *(u64 *)(r7 - 32)\nout:\n" + Done,
    ];

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Objects_are_owned_by_one_and_borrowed_under_the_lock(string text) =>
        Oracle.AssertSame(text.Contains("less:", StringComparison.Ordinal)
            ? Request(ProgramType.SchedCls, text, new("main"), new("less", "pp")) : Request(ProgramType.SchedCls, text));

    [Theory]
    [InlineData("r1 = 0\ncall bpf_throw\nexit")]
    [InlineData("call bpf_throw\nexit")]
    [InlineData("r1 = 5\ncall bpf_throw\nr0 = *(u64 *)(r9 + 0)\nexit")]
    [InlineData(LockQueue + "r1 = 0\ncall bpf_throw\n" + Done)]
    [InlineData("call bpf_preempt_disable\nr1 = 0\ncall bpf_throw\nexit")]
    [InlineData("r1 = 1\ncall f\nexit\nf:\nr1 = 1\ncall bpf_throw\nexit")]
    public void Throwing_leaves_everything_at_once(string text) => Oracle.AssertSame(text.Contains("f:", StringComparison.Ordinal)
        ? Request(ProgramType.SchedCls, text, new("main"), new("f", "i")) : Request(ProgramType.SchedCls, text));

    [Theory]
    [InlineData("call bpf_preempt_disable\ncall bpf_preempt_enable\n" + Done)]
    [InlineData("call bpf_preempt_disable\n" + Done)]
    [InlineData("call bpf_preempt_enable\n" + Done)]
    [InlineData("call bpf_preempt_disable\ncall bpf_preempt_disable\ncall bpf_preempt_enable\n" + Done)]
    [InlineData("call bpf_rcu_read_lock\ncall bpf_rcu_read_unlock\n" + Done)]
    [InlineData("call bpf_rcu_read_lock\n" + Done)]
    [InlineData("call bpf_rcu_read_unlock\n" + Done)]
    [InlineData("call bpf_rcu_read_lock\ncall bpf_rcu_read_lock\ncall bpf_rcu_read_unlock\n" + Done)]
    public void Sections_are_left_before_the_program_ends(string text) => Oracle.AssertSame(Request(ProgramType.SchedCls, text));
}

using Bpf.Core.Kernel;
using static Bpf.Verifier.Tests.Kernel.TypedPrograms;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Interrupts off, queued spin locks, task work: verdict, message and processed count are the running kernel's.</summary>
public class SectionTests
{
    private const string Done = "out:\nr0 = 0\nexit";

    private static string Save(int off) => $"r1 = r10\nr1 += {off}\ncall bpf_local_irq_save\n";

    private static string Restore(int off) => $"r1 = r10\nr1 += {off}\ncall bpf_local_irq_restore\n";

    public static TheoryData<string> Interrupts =>
    [
        Save(-8) + Restore(-8) + Done,
        Save(-8) + Done,
        Restore(-8) + Done,
        Save(-8) + Save(-16) + Restore(-16) + Restore(-8) + Done,
        Save(-8) + Save(-16) + Restore(-8) + Restore(-16) + Done,
        Save(-8) + Save(-8) + Restore(-8) + Done,
        Save(-8) + Restore(-8) + Restore(-8) + Done,
        Save(-4) + Done,
        "r1 = map[array]\ncall bpf_local_irq_save\n" + Done,
        Save(-8) + "r0 = *(u64 *)(r10 - 8)\n" + Restore(-8) + Done,
        Save(-8) + "*(u64 *)(r10 - 8) = 0\n" + Restore(-8) + Done,
        Save(-8) + "*(u8 *)(r10 - 5) = 0\n" + Restore(-8) + Done,
        "*(u64 *)(r10 - 8) = 0\n" + Restore(-8) + Done,
        "call bpf_get_prandom_u32\nif r0 == 0 goto out\n" + Save(-8) + Done,
        "call bpf_get_prandom_u32\nr6 = r0\n" + Save(-8) + "if r6 == 0 goto other\nr7 = 1\nother:\n" + Restore(-8) + Done,
        Save(-8) + "r1 = 0\ncall bpf_throw\n" + Done,
        Save(-8) + "call bpf_rcu_read_lock\n" + Restore(-8) + Done,
        Save(-8) + "r1 = r10\nr1 += -16\nr2 = 4\nr3 = 0\ncall bpf_copy_from_user\n" + Restore(-8) + Done,
        Save(-8) + "r1 = r10\nr1 += -24\nr2 = 4\nr3 = 0\nr4 = 0\ncall bpf_copy_from_user_str\n" + Restore(-8) + Done,
    ];

    [Theory]
    [MemberData(nameof(Interrupts))]
    public void Interrupts_are_on_again_in_order(string text)
    {
        Oracle.AssertSame(Request(ProgramType.SchedCls, text));
        Oracle.AssertSame(Request(ProgramType.Syscall, text) with { Flags = 1 << 4 });
    }

    private const string Take = "r6 = map[queued][0]+8\nr1 = r6\ncall bpf_res_spin_lock\nif r0 != 0 goto out\n";
    private const string GiveBack = "r1 = r6\ncall bpf_res_spin_unlock\n";
    private const string TakeOff = "r6 = map[queued][0]+8\nr1 = r6\nr2 = r10\nr2 += -8\ncall bpf_res_spin_lock_irqsave\nif r0 != 0 goto out\n";
    private const string GiveBackOn = "r1 = r6\nr2 = r10\nr2 += -8\ncall bpf_res_spin_unlock_irqrestore\n";

    public static TheoryData<string> Locks =>
    [
        Take + GiveBack + Done,
        Take + Done,
        GiveBack,
        "r6 = map[queued][0]+8\n" + GiveBack + Done,
        "r6 = map[queued][0]+8\nr1 = r6\ncall bpf_res_spin_lock\n" + GiveBack + Done,
        "r6 = map[queued][0]+8\nr1 = r6\ncall bpf_res_spin_lock\nif r0 s< 0 goto out\n" + GiveBack + Done,
        "r6 = map[queued][0]+8\nr1 = r6\ncall bpf_res_spin_lock\nif r0 == 0 goto held\nr0 += 4095\nr1 = map[one][0]+0\nr1 += r0\nr0 = 0\nexit\nheld:\n" + GiveBack + Done,
        Take + Take + GiveBack + GiveBack + Done,
        Take + "*(u64 *)(r6 - 8) = 5\n" + GiveBack + Done,
        Take + "*(u64 *)(r6 + 0) = 5\n" + GiveBack + Done,
        Take + "call bpf_get_prandom_u32\n" + GiveBack + Done,
        Take + "r7 = map[locked][0]+8\nr1 = r7\ncall bpf_spin_lock\n" + GiveBack + Done,
        "r6 = map[queued][0]+0\nr1 = r6\ncall bpf_res_spin_lock\n" + Done,
        "r1 = map[locked][0]+8\ncall bpf_res_spin_lock\n" + Done,
        "r1 = map[array]\ncall bpf_res_spin_lock\n" + Done,
        "r1 = map[queued][0]+8\ncall bpf_spin_lock\n" + Done,
        TakeOff + GiveBackOn + Done,
        TakeOff + GiveBack + Done,
        TakeOff + Done,
        TakeOff + Restore(-8) + Done,
        Take + GiveBackOn + Done,
    ];

    [Theory]
    [MemberData(nameof(Locks))]
    public void A_queued_lock_may_not_be_got(string text)
    {
        Oracle.AssertSame(Request(ProgramType.SchedCls, text));
        Oracle.AssertSame(Request(ProgramType.Kprobe, text));
    }

    // Never with a map that has no special fields: 6.18.44 follows a null pointer there.
    private const string Schedule = "call bpf_get_current_task_btf\nr1 = r0\nr2 = map[worked][0]+8\nr3 = map[worked]\nr4 = subprog[later]\nr5 = 0\ncall bpf_task_work_schedule_signal_impl\n";

    [Theory]
    [InlineData(Schedule + "r0 = 0\nexit\nlater:\nr0 = 7\nexit")]
    [InlineData(Schedule + "r0 = 0\nexit\nlater:\nr0 = *(u64 *)(r3 + 0)\nr0 = *(u32 *)(r2 + 0)\nr0 = 0\nexit")]
    [InlineData(Schedule + "r0 = 0\nexit\nlater:\nr0 = *(u64 *)(r3 + 8)\nexit")]
    [InlineData(Schedule + "r0 = 0\nexit\nlater:\nr1 = r10\nr1 += -8\nr2 = 4\nr3 = 0\ncall bpf_copy_from_user\nr0 = 0\nexit")]
    [InlineData("call bpf_get_current_task_btf\nr1 = r0\nr2 = map[worked][0]+0\nr3 = map[worked]\nr4 = subprog[later]\nr5 = 0\ncall bpf_task_work_schedule_signal_impl\nr0 = 0\nexit\nlater:\nr0 = 7\nexit")]
    [InlineData("call bpf_get_current_task_btf\nr1 = r0\nr2 = map[worked][0]+8\nr3 = map[timed]\nr4 = subprog[later]\nr5 = 0\ncall bpf_task_work_schedule_resume_impl\nr0 = 0\nexit\nlater:\nr0 = 7\nexit")]
    [InlineData("call bpf_get_current_task_btf\nr1 = r0\nr2 = r10\nr3 = map[worked]\nr4 = subprog[later]\nr5 = 0\ncall bpf_task_work_schedule_resume_impl\nr0 = 0\nexit\nlater:\nr0 = 7\nexit")]
    public void Task_work_is_called_later_and_may_sleep(string text) =>
        Oracle.AssertSame(Request(ProgramType.Kprobe, text, new("main"), new("later", "iii")));
}

using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Sections that a function of the kernel's starts and another ends. Source: the functions' comments in kernel/bpf/helpers.c.</summary>
internal static partial class IntrinsicTable
{
    private static void AddSections()
    {
        Section("M:Bpf.Rcu.ReadLock", "bpf_rcu_read_lock", "M:Bpf.RcuScope.Dispose", "bpf_rcu_read_unlock");
        Section("M:Bpf.Preemption.Disable", "bpf_preempt_disable", "M:Bpf.PreemptionScope.Dispose", "bpf_preempt_enable");
    }

    private static void Section(string startId, string start, string endId, string end)
    {
        // The scope is a number that nobody reads: that there is one is all there is to it.
        Row(startId, c =>
        {
            c.Lowering.CallKernel(c.Operation, start);
            return Operand.Of(c.B.I32(0), c.Type);
        });
        Row(endId, c =>
        {
            c.Lowering.CallKernel(c.Operation, end);
            return Operand.Nothing;
        });
    }
}

namespace Bpf;

/// <summary>Sections in which the program keeps its CPU.</summary>
public static class Preemption
{
    /// <summary>
    /// Keeps other tasks off the CPU until the end of the block: <c>using (Preemption.Disable()) { ... }</c> (<c>bpf_preempt_disable</c>, <c>bpf_preempt_enable</c>, Linux 6.10). In
    /// it a program calls nothing that sleeps, and no functions apart.
    /// </summary>
    /// <returns>What ends it.</returns>
    public static PreemptionScope Disable() => default;
}

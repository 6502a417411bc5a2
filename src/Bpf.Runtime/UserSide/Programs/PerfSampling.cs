namespace Bpf;

/// <summary>What a perf event counts, and how often it is sampled (perf_event_open(2)).</summary>
/// <param name="Type"><c>PERF_TYPE_*</c>: 0 hardware, 1 software, 4 raw, or the number of a PMU.</param>
/// <param name="Config">Which event of the type.</param>
/// <param name="Value">Events from one sample to the next, or samples a second.</param>
/// <param name="IsFrequency">True where the value is in samples a second.</param>
public readonly record struct PerfSampling(uint Type, ulong Config, ulong Value, bool IsFrequency)
{
    private const uint Hardware = 0, Software = 1;

    /// <summary>Time, by a timer of each CPU (<c>PERF_COUNT_SW_CPU_CLOCK</c>): every machine has it.</summary>
    /// <param name="hertz">Samples a second.</param>
    public static PerfSampling CpuClock(int hertz) => new(Software, 0, (ulong)hertz, IsFrequency: true);

    /// <summary>The processor's cycles (<c>PERF_COUNT_HW_CPU_CYCLES</c>); most virtual machines have no such counter.</summary>
    /// <param name="hertz">Samples a second.</param>
    public static PerfSampling Cycles(int hertz) => new(Hardware, 0, (ulong)hertz, IsFrequency: true);

    /// <summary>Page faults (<c>PERF_COUNT_SW_PAGE_FAULTS</c>).</summary>
    /// <param name="period">Faults from one sample to the next.</param>
    public static PerfSampling PageFaults(int period) => new(Software, 2, (ulong)period, IsFrequency: false);

    /// <summary>Switches from task to task (<c>PERF_COUNT_SW_CONTEXT_SWITCHES</c>).</summary>
    /// <param name="period">Switches from one sample to the next.</param>
    public static PerfSampling ContextSwitches(int period) => new(Software, 3, (ulong)period, IsFrequency: false);

    /// <inheritdoc/>
    public override string ToString() => $"perf event {Type}:{Config}, {(IsFrequency ? $"{Value} a second" : $"every {Value}")}";
}

namespace Bpf;

/// <summary>
/// A sample of a perf event (<c>struct bpf_perf_event_data</c>, include/uapi/linux/bpf_perf_event.h): the registers, then two numbers, at places
/// that the machine's registers decide.
/// </summary>
public struct PerfEventData
{
    /// <summary>The registers at the sample.</summary>
    public PtRegs Registers;

    /// <summary>Events from one sample to the next, at the moment.</summary>
    public ulong SamplePeriod { readonly get; set; }

    /// <summary>The address accessed, for events that have one.</summary>
    public ulong Address { readonly get; set; }
}

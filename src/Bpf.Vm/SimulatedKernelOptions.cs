namespace Bpf.Vm;

/// <summary>What a simulated kernel is like.</summary>
public sealed record SimulatedKernelOptions
{
    /// <summary>CPUs, all of them online; 4 unless set.</summary>
    public int Cpus { get; init; } = 4;

    /// <summary>Instructions after which a run is ended as a fault; a hundred million unless set.</summary>
    public long InstructionLimit { get; init; } = 100_000_000;

    /// <summary>Where random numbers start: equal seeds give equal numbers.</summary>
    public ulong Seed { get; init; } = 1;
}

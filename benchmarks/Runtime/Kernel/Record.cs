namespace Bpf.RuntimeBenchmark;

/// <summary>A record of 64 bytes.</summary>
public struct Record
{
    /// <summary>Its number.</summary>
    public ulong Number;

    /// <summary>What else a record has.</summary>
    public ulong Time, Process, Address, Length, Flags, Result, Cookie;
}

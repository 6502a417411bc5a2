namespace Bpf.RuntimeBenchmark;

/// <summary>A program for a thousand kernel functions at once.</summary>
[BpfObject(License = "GPL")]
public static partial class Many
{
    static ulong Calls;

    [KprobeMulti]
    static int OnCall(in PtRegs ctx)
    {
        Calls++;
        return 0;
    }
}

namespace Bpf.RuntimeBenchmark;

/// <summary>An object with next to nothing in it: what loading costs at least.</summary>
[BpfObject(License = "GPL")]
public static partial class Small
{
    [RawTracepoint("sys_enter")]
    static int OnCall(in RawTracepointArgs ctx) => (int)ctx.Argument0;
}

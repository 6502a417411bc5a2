using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>Arguments of marked places.</summary>
[BpfObject(License = "GPL")]
public static partial class Marked
{
    static ulong Calls;
    static long First, Second, Third, Fourth;
    static uint Missing;

    [Usdt, Requires(Feature.PerfLink)]
    static int OnPlace(in PtRegs ctx)
    {
        Interlocked.Increment(ref Calls);
        if (!Usdt.TryGetArgument(0, out First)) Missing |= 1;
        if (!Usdt.TryGetArgument(1, out Second)) Missing |= 2;
        if (!Usdt.TryGetArgument(2, out Third)) Missing |= 4;
        if (!Usdt.TryGetArgument(3, out Fourth)) Missing |= 8;
        if (!Usdt.TryGetArgument(4, out long _)) Missing |= 16; // described in a way that is not known
        if (!Usdt.TryGetArgument(5, out long _)) Missing |= 32; // not there
        return 0;
    }
}

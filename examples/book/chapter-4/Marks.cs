using Bpf;
using Bpf.Core.Kernel;

namespace Book.Chapter4;

/// <summary>Prints which process passes a place that its program marks (USDT).</summary>
[BpfObject(License = "GPL")]
public static partial class Marks
{
    static readonly HashMap<uint, ulong> Passed = new(maxEntries: 1024);

    [Usdt, Requires(Feature.PerfLink)]
    static int OnMark()
    {
        uint process = CurrentTask.Tgid;
        Trace.Print($"{CurrentTask.Comm}, process {process}");
        if (Passed.TryFind(process, out Ref<ulong> times)) Interlocked.Increment(ref times.Value);
        else Passed.TryAdd(process, 1);
        return 0;
    }

    /// <summary>Runs until it is canceled.</summary>
    /// <param name="arguments">The file, who marks the place, and its name.</param>
    /// <param name="output">Takes what is printed.</param>
    /// <param name="stop">Cancels.</param>
    public static Task Run(string[] arguments, TextWriter output, CancellationToken stop) =>
        Printing.Run(Load(), loaded => loaded.OnMark.Attach(arguments[0], arguments[1], arguments[2]), output, stop);
}

using Bpf;
using Bpf.Core.Kernel;

namespace Book.Chapter4;

/// <summary>A call that a program told of by a marked place.</summary>
public struct MethodCall
{
    /// <summary>How long it took.</summary>
    public ulong Nanoseconds;

    /// <summary>The method.</summary>
    public PathBuffer Method;
}

/// <summary>Prints the methods that a process tells of by a marked place (USDT) with two arguments: the method's name and how long it took.</summary>
[BpfObject(License = "GPL")]
public static partial class MethodLatency
{
    static readonly RingBuffer<MethodCall> Calls = new(bytes: 64 * 1024);

    static ulong Unread;

    [Usdt, Requires(Feature.PerfLink)]
    static int OnLatency()
    {
        if (!Usdt.TryGetArgument(0, out long method) || !Usdt.TryGetArgument(1, out long nanoseconds))
        {
            Interlocked.Increment(ref Unread);
            return 0;
        }

        if (!Calls.TryReserve(out Reservation<MethodCall> call)) return 0; // counted: Calls.Lost
        call.Value = new() { Nanoseconds = (ulong)nanoseconds };
        if (!UserMemory.TryReadString((ulong)method, ref call.Value.Method)) Interlocked.Increment(ref Unread);
        call.Submit();
        return 0;
    }

    /// <summary>Runs until it is canceled.</summary>
    /// <param name="arguments">The process, and who marks the place.</param>
    /// <param name="output">Takes what is told.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task Run(string[] arguments, TextWriter output, CancellationToken stop)
    {
        int process = int.Parse(arguments[0]);
        using Loaded loaded = Load();
        loaded.OnLatency.Attach($"/proc/{process}/exe", arguments[1], "latency", process);
        await foreach (Event<MethodCall> e in loaded.Calls.ReadAllAsync(stop))
            output.WriteLine(e.IsLost ? $"lost {e.Lost} calls" : $"{e.Value.Method} took {e.Value.Nanoseconds} ns");
    }
}

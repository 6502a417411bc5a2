using System.Linq;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Worlds;

namespace Bpf.Vm.Counterexamples;

/// <summary>Runs a program with inputs, each time in a kernel of its own.</summary>
/// <param name="request">The program.</param>
/// <param name="limit">Instructions after which a run is ended.</param>
internal sealed class Trial(LoadRequest request, long limit)
{
    private readonly LinkedObject _linked = new(request.Maps, [request], []);

    private readonly MapSpec[] _rings = [.. request.Maps.Where(map => map.Type == MapType.Ringbuf)];

    /// <summary>False where the simulated kernel lacks what the program uses.</summary>
    public bool IsPossible()
    {
        try
        {
            new SimulatedKernel().Load(_linked);
            return true;
        }
        catch (BpfLoadException)
        {
            return false;
        }
    }

    /// <summary>One run.</summary>
    public Ending Run(Inputs inputs)
    {
        SimulatedKernel kernel = new(new() { InstructionLimit = limit, Seed = inputs.Seed })
        {
            CurrentTask = new SimulatedTask(inputs.TaskId, inputs.TaskId, "swapper/0"),
        };
        kernel.Load(_linked);
        foreach (CounterexampleEntry entry in inputs.Entries) kernel.GetMap(entry.Map).Update(entry.Key.AsSpan(), entry.Value.AsSpan(), 0, kernel.CurrentCpu);
        if (inputs.FullRings)
        {
            foreach (MapSpec ring in _rings) Fill(kernel.GetMap(ring.Name), ring.MaxEntries);
        }
        byte[]? packet = inputs.Packet is null ? null : [.. inputs.Packet];
        try
        {
            ulong result = kernel.Run(request.Name, [.. inputs.Context], ref packet);
            return new(null, result, kernel.InstructionsExecuted);
        }
        catch (BpfFaultException fault)
        {
            return new(fault, 0, kernel.InstructionsExecuted);
        }
    }

    /// <summary>Takes all of a ring buffer's room: records that somebody writes and has not submitted.</summary>
    private static void Fill(IMapModel ring, int size)
    {
        for (; size > 0; size /= 2)
        {
            while (!ring.Reserve(size).IsEmpty)
            {
            }
        }
    }

    /// <summary>How a run ended.</summary>
    /// <param name="Fault">What it did that it may not; null where it came to its end.</param>
    /// <param name="Result">What it returned.</param>
    /// <param name="Executed">Instructions: runs that took another number of them went another way.</param>
    internal readonly record struct Ending(BpfFaultException? Fault, ulong Result, long Executed);
}

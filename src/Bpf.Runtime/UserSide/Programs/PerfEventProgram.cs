using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Bpf;

/// <summary>A program for samples of perf events (<see cref="PerfEventAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class PerfEventProgram(BpfProgram program, ProgramBody<PerfEventData>? body = null) : BpfProgram<PerfEventData>(program, body)
{
    /// <summary>Samples every CPU.</summary>
    /// <param name="sampling">What is sampled, and how often.</param>
    /// <returns>The attachment, to one event a CPU; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public BpfLink Attach(PerfSampling sampling) => PerfAttachment.AttachAll(
        Handle, $"{sampling} on every CPU", [.. Cpus.Online.Select(cpu => PerfEvents.OpenSampling(Handle, sampling, -1, cpu))]);

    /// <summary>Samples one process, on whatever CPU it runs.</summary>
    /// <param name="sampling">What is sampled, and how often.</param>
    /// <param name="processId">The process: every thread that it has now.</param>
    /// <returns>The attachment, to one event a thread; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such process, or the kernel refused.</exception>
    public BpfLink Attach(PerfSampling sampling, int processId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(processId);
        string threads = $"/proc/{processId}/task";
        if (!Directory.Exists(threads))
            throw new BpfException($"There is no process {processId} to sample.");
        return PerfAttachment.AttachAll(
            Handle,
            $"{sampling} of process {processId}",
            [.. Directory.GetDirectories(threads).Select(thread => PerfEvents.OpenSampling(Handle, sampling, int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), -1))]);
    }

    /// <summary>The kernel has the two numbers right behind the registers of its machine.</summary>
    private protected override ReadOnlySpan<byte> ContextBytes(ref readonly PerfEventData context) =>
        (byte[])[.. context.Registers.KernelBytes(), .. BitConverter.GetBytes(context.SamplePeriod), .. BitConverter.GetBytes(context.Address)];
}

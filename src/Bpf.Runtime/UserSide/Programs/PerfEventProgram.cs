using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Bpf.Syscalls;

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
        FileDescriptor[] events = Directory.Exists(threads) ? OpenForEach(Directory.GetDirectories(threads), sampling) : [];
        return events.Length > 0
            ? PerfAttachment.AttachAll(Handle, $"{sampling} of process {processId}", events)
            : throw new BpfException($"There is no process {processId} to sample.");
    }

    private FileDescriptor[] OpenForEach(string[] threads, PerfSampling sampling)
    {
        List<FileDescriptor> events = [];
        try
        {
            foreach (string thread in threads)
            {
                try
                {
                    events.Add(PerfEvents.OpenSampling(Handle, sampling, int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), -1));
                }
                catch (BpfException gone) when (gone.Errno == Errno.ESRCH)
                {
                    // Threads come and go: this one has ended since it was listed.
                }
            }
        }
        catch (BpfException)
        {
            events.ForEach(opened => opened.Dispose());
            throw;
        }

        return [.. events];
    }

    /// <summary>The kernel has the two numbers right behind the registers of its machine.</summary>
    private protected override ReadOnlySpan<byte> ContextBytes(ref readonly PerfEventData context) =>
        (byte[])[.. context.Registers.KernelBytes(), .. BitConverter.GetBytes(context.SamplePeriod), .. BitConverter.GetBytes(context.Address)];
}

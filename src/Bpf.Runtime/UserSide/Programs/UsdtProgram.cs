using System;
using System.Collections.Generic;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A program for marked places of user space (<see cref="UsdtAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="path">The executable or library; null where it is named on attaching.</param>
/// <param name="provider">Who marks the place; null where it is named on attaching.</param>
/// <param name="name">The place's name; null where it is named on attaching.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class UsdtProgram(BpfProgram program, string? path, string? provider, string? name, ProgramBody<PtRegs>? body = null)
    : BpfProgram<PtRegs>(program, body)
{
    /// <summary>Attaches to the place that the attribute names, in every process.</summary>
    /// <returns>The attachment; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such file or place, or the kernel refused.</exception>
    /// <exception cref="InvalidOperationException">The attribute names no place.</exception>
    public BpfLink Attach() => path != null && provider != null && name != null
        ? Attach(path, provider, name)
        : throw new InvalidOperationException($"The attribute of program '{Name}' names no place; use Attach(path, provider, name).");

    /// <summary>Attaches to a place, wherever the file has it: code that the compiler repeated is marked several times.</summary>
    /// <param name="file">The executable or library: its path, or a name that is looked for as the system does (<c>bash</c>, <c>libc.so.6</c>, <c>libc</c>).</param>
    /// <param name="placeProvider">Who marks it.</param>
    /// <param name="placeName">Its name.</param>
    /// <param name="processId">The process to watch; -1 for all.</param>
    /// <returns>The attachment; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such file or place, or the kernel refused; cookies, by which programs know the place, take Linux 5.15.</exception>
    public BpfLink Attach(string file, string placeProvider, string placeName, int processId = -1)
    {
        _ = Handle.Descriptor; // throws where it was left out, before the file is read
        BpfObject owner = Handle.Owner ?? throw new NotSupportedException(
            $"Program '{Name}' was opened: the map that tells it of the places belongs to the object that it was loaded with.");
        BpfMap specs = owner.Map(UsdtSpec.MapName);
        List<FileDescriptor> events = [];
        List<uint> numbers = [];
        try
        {
            foreach (UsdtPlace place in UsdtNotes.Find(file, placeProvider, placeName))
            {
                numbers.Add(specs.UsdtNumbers.Take());
                Tell(specs.Backend, numbers[^1], UsdtArguments.Describe(place.Arguments));
                events.Add(PerfEvents.OpenUprobe(Handle, file, place.FileOffset, atReturn: false, processId, place.SemaphoreOffset));
            }
        }
        catch
        {
            events.ForEach(static e => e.Dispose());
            numbers.ForEach(specs.UsdtNumbers.Return);
            throw;
        }

        return PerfAttachment.AttachAll(Handle, $"usdt {file}:{placeProvider}:{placeName}", events, numbers, () => numbers.ForEach(specs.UsdtNumbers.Return));
    }

    private static void Tell(MapBackend specs, uint number, byte[] element)
    {
        int result = specs.Update(Raw.Bytes(in number), element, 0);
        if (result != 0)
            throw MapFailure.Describe(specs, "Writing to", result);
    }

    internal override BpfLink AttachToDeclaredHook() => Attach();

    private protected override ReadOnlySpan<byte> ContextBytes(ref readonly PtRegs context) => context.KernelBytes();
}

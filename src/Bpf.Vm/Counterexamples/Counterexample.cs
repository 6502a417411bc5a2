using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Bpf.Core.Kernel;

namespace Bpf.Vm.Counterexamples;

/// <summary>A run of a refused program that shows why it is refused. It was made in the simulated kernel, and it ended with a fault.</summary>
public sealed record Counterexample
{
    /// <summary>The packet; null for programs without.</summary>
    public ImmutableArray<byte>? Packet { get; init; }

    /// <summary>The context's bytes; those behind the last one that matters are left out.</summary>
    public ImmutableArray<byte> Context { get; init; } = [];

    /// <summary>What maps hold; others are empty, or zero.</summary>
    public ImmutableArray<CounterexampleEntry> Entries { get; init; } = [];

    /// <summary>The id of the thread and the process that it runs in.</summary>
    public uint TaskId { get; init; } = 1;

    /// <summary>Where random numbers start, see <see cref="SimulatedKernelOptions.Seed"/>.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>True where ring buffers have no room left.</summary>
    public bool FullRings { get; init; }

    /// <summary>The instruction that faulted, in slots from the start of the program.</summary>
    public required int Instruction { get; init; }

    /// <summary>What went wrong: <c>4-byte read at offset 14 of the packet (14 bytes)</c>.</summary>
    public required string Fault { get; init; }

    /// <summary>False where the run was given nothing of interest, so that the verifier's words say as much.</summary>
    public bool IsTelling => !Entries.IsEmpty || !Context.IsEmpty || FullRings || TaskId != 1 || Seed != 1 || (Packet is { } packet && packet.Any(b => b != 0)) || Fault.Contains("of the packet");

    /// <summary>The context's layout, for names.</summary>
    internal ContextLayout? Layout { get; init; }

    /// <summary>The run in a few words: <c>a run with a packet of 34 bytes (08 00 at 12) shows it: 4-byte read at offset 34 of the packet (34 bytes)</c>.</summary>
    public override string ToString()
    {
        List<string> given = [];
        if (Packet is { } packet) given.Add(string.Format(CultureInfo.InvariantCulture, "a packet of {0} bytes{1}", packet.Length, Bytes(packet)));
        given.AddRange(Fields());
        foreach (CounterexampleEntry entry in Entries)
            given.Add($"an element of '{entry.Map}' with key {Hex(entry.Key)}{Bytes(entry.Value)}");
        if (FullRings) given.Add("full ring buffers");
        if (TaskId != 1) given.Add("task id " + TaskId.ToString(CultureInfo.InvariantCulture));
        if (Seed != 1) given.Add("random numbers from seed " + Seed.ToString(CultureInfo.InvariantCulture));
        return $"a run{(given.Count == 0 ? "" : " with " + string.Join(", ", given))} shows it: {Fault}";
    }

    private IEnumerable<string> Fields()
    {
        foreach ((int start, int end) in Runs(Context))
        {
            ContextField? field = Layout?.Fields.FirstOrDefault(field => field.Offset <= start && end <= field.Offset + field.Size);
            if (field is null or { Size: > sizeof(ulong) })
            {
                yield return $"{Hex(Context.Slice(start, end - start))} at {Number(start)} of the context";
                continue;
            }

            ulong value = 0;
            for (int i = field.Offset + field.Size - 1; i >= field.Offset; i--) value = value << 8 | (i < Context.Length ? Context[i] : 0ul);
            yield return $"{field.Name} = {value.ToString(CultureInfo.InvariantCulture)}";
        }
    }

    private static string Bytes(ImmutableArray<byte> bytes) => Runs(bytes) is { Count: > 0 } runs
        ? " (" + string.Join(", ", runs.Select(run => $"{Hex(bytes.Slice(run.Start, run.End - run.Start))} at {Number(run.Start)}")) + ")"
        : "";

    /// <summary>Where there is something else than zeros; a single zero between is part of it.</summary>
    private static List<(int Start, int End)> Runs(ImmutableArray<byte> bytes)
    {
        List<(int Start, int End)> runs = [];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == 0) continue;
            if (runs.Count > 0 && i <= runs[runs.Count - 1].End + 1) runs[runs.Count - 1] = (runs[runs.Count - 1].Start, i + 1);
            else runs.Add((i, i + 1));
        }

        return runs;
    }

    private static string Hex(ImmutableArray<byte> bytes) => string.Join(" ", bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

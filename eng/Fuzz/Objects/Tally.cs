using System.Globalization;

namespace Bpf.Fuzz.Objects;

/// <summary>What became of the inputs of a worker, or of all workers.</summary>
internal sealed record Tally
{
    /// <summary>Inputs read.</summary>
    public long Inputs { get; set; }

    /// <summary>Those whose ELF header, sections and symbols are sound.</summary>
    public long PastHeader { get; set; }

    /// <summary>Those whose types are sound too.</summary>
    public long PastBtf { get; set; }

    /// <summary>Those that can be loaded: linked for a kernel.</summary>
    public long ToLoad { get; set; }

    /// <summary>Workers that died.</summary>
    public long Crashes { get; set; }

    /// <summary>Inputs that took longer than anything should.</summary>
    public long Hangs { get; set; }

    /// <summary>Exceptions that no documentation names.</summary>
    public long Undocumented { get; set; }

    /// <summary>Bytes allocated for an input, by its size: what is alive at a time is no more.</summary>
    public double MostBytesPerByte { get; set; }

    /// <summary>Adds another worker's.</summary>
    public void Add(Tally other)
    {
        Inputs += other.Inputs;
        PastHeader += other.PastHeader;
        PastBtf += other.PastBtf;
        ToLoad += other.ToLoad;
        Undocumented += other.Undocumented;
        MostBytesPerByte = Math.Max(MostBytesPerByte, other.MostBytesPerByte);
    }

    /// <summary>The line a run ends with.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"inputs {Inputs}, past header {Share(PastHeader)}, past BTF {Share(PastBtf)}, to load {Share(ToLoad)}, crashes {Crashes}, hangs {Hangs}, "
        + $"undocumented exceptions {Undocumented}, peak bytes per input byte {MostBytesPerByte:F0}");

    private string Share(long part) => (Inputs == 0 ? 0 : 100.0 * part / Inputs).ToString("F1", CultureInfo.InvariantCulture) + "%";
}

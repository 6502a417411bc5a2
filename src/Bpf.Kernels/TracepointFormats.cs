using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace Bpf.Kernels;

/// <summary>The tracepoints of the kernels that ship with the compiler, with the records that they hand to programs.</summary>
public static class TracepointFormats
{
    private static readonly Lazy<Dictionary<string, TracepointFormat>> s_byName = new(Load);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<TracepointFormat> All => s_byName.Value.Values;

    /// <summary>The tracepoint of that name; null where none of the kernels has it.</summary>
    /// <param name="category">The folder under <c>/sys/kernel/tracing/events</c>.</param>
    /// <param name="name">The event's name.</param>
    public static TracepointFormat? Find(string category, string name) =>
        s_byName.Value.TryGetValue(category + "/" + name, out TracepointFormat? format) ? format : null;

    private static Dictionary<string, TracepointFormat> Load()
    {
        using Stream packed = typeof(TracepointFormats).Assembly.GetManifestResourceStream("kernels.tracepoints")
            ?? throw new InvalidOperationException("Bpf.Kernels lacks its resource kernels.tracepoints");
        using DeflateStream plain = new(packed, CompressionMode.Decompress);
        using StreamReader reader = new(plain, Encoding.UTF8);
        return TracepointText.Read(reader).ToDictionary(static format => format.Name, StringComparer.Ordinal);
    }
}

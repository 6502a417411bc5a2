using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Bpf.Acceptance.Tests.Support;

/// <summary>A map's elements as bytes in hexadecimal: bpftool's view, and ours.</summary>
internal static class MapDump
{
    /// <summary>What <c>bpftool map dump</c> shows.</summary>
    public static Dictionary<string, string> ByBpftool(BpfMap map)
    {
        using JsonDocument dump = JsonDocument.Parse(Tool.Run("bpftool", "-j", "map", "dump", "id", map.Id.ToString(CultureInfo.InvariantCulture)));
        return dump.RootElement.EnumerateArray().ToDictionary(element => Hex(element, "key"), element => Hex(element, "value"));
    }

    /// <summary>What the user's view of the map shows.</summary>
    public static Dictionary<string, string> ByView<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> view)
        where TKey : unmanaged where TValue : unmanaged => view.ToDictionary(element => Hex(element.Key), element => Hex(element.Value));

    /// <summary>A value's bytes.</summary>
    public static string Hex<T>(T value) where T : unmanaged =>
        Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    private static string Hex(JsonElement element, string property) =>
        string.Concat(element.GetProperty(property).EnumerateArray().Select(text => text.GetString()![2..]));
}

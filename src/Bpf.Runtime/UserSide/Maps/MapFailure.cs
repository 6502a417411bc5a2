using Bpf.Syscalls;

namespace Bpf;

/// <summary>Says what went wrong with an element of a map.</summary>
internal static class MapFailure
{
    /// <param name="map">The map.</param>
    /// <param name="action">What was tried: <c>Writing to</c>.</param>
    /// <param name="result">The negative errno.</param>
    public static BpfException Describe(MapBackend map, string action, int result) => new(
        $"{action} map '{map.Shape.Name}'",
        -result,
        -result switch
        {
            Errno.E2BIG or Errno.ENOSPC => $"It holds its {map.Shape.MaxEntries} entries already.",
            Errno.EPERM => "It is read-only for user space (frozen, or made with BPF_F_RDONLY).",
            Errno.EINVAL => "The map's type doesn't allow it, or the key is not one of its keys.",
            _ => "",
        });
}

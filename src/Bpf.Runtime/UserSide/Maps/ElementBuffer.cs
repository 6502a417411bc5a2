using System;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Room for one element: on the stack where it is small.</summary>
internal static class ElementBuffer
{
    /// <summary>Bytes a caller may take from the stack.</summary>
    public const int StackBytes = 512;

    public static Exception Failure(MapBackend map, string action, int result) => new BpfException(
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

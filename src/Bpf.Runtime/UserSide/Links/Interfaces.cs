using Bpf.Syscalls;

namespace Bpf;

/// <summary>Network interfaces of this thread's namespace.</summary>
internal static class Interfaces
{
    /// <exception cref="BpfException">There is none of the name.</exception>
    public static int Index(string name)
    {
        uint index = Libc.InterfaceIndex(name);
        return index != 0 ? (int)index : throw new BpfException($"There is no interface '{name}' in this network namespace.");
    }
}

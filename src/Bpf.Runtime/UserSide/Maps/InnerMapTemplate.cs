using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>What the maps in a map of maps look like.</summary>
/// <param name="Spec">Their declaration.</param>
/// <param name="Btf">The object's types, open for as long as the object.</param>
internal sealed record InnerMapTemplate(MapSpec Spec, FileDescriptor Btf)
{
    /// <summary>Makes a map.</summary>
    /// <param name="maxEntries">Its size; 0 for the declaration's.</param>
    public KernelMap Create(int maxEntries) => MapCreator.Create(maxEntries == 0 ? Spec : Spec with { MaxEntries = maxEntries }, Btf, pinFolder: null);
}

using Bpf.Core.Kernel;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>
/// What a map field of a <see cref="BpfObjectAttribute"/> class holds: a declaration. Nothing is allocated by it; the kernel's map is
/// made by <c>Load</c>.
/// </summary>
public abstract class MapDeclaration
{
    private IMapModel? held;

    private protected MapDeclaration(MapType type, int maxEntries, string name)
    {
        Type = type;
        MaxEntries = maxEntries;
        Name = name;
    }

    /// <summary>The kernel's map type.</summary>
    public MapType Type { get; }

    /// <summary>Most entries; for a ring buffer its size in bytes.</summary>
    public int MaxEntries { get; }

    /// <summary>The name in the object: the field's.</summary>
    public string Name { get; }

    private protected IMapModel Model => held ?? BpfWorld.Current.GetMap(Name);

    /// <summary>This declaration for a map of a simulated world that another map holds.</summary>
    internal MapDeclaration For(IMapModel model)
    {
        MapDeclaration copy = (MapDeclaration)MemberwiseClone();
        copy.held = model;
        return copy;
    }

    /// <summary>The CPU whose values a per-CPU map shows.</summary>
    private protected int Cpu => Type is MapType.PercpuHash or MapType.PercpuArray or MapType.LruPercpuHash
        ? (int)BpfWorld.Current.CallScalarHelper(HelperId.GetSmpProcessorId)
        : 0;
}

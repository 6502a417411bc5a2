namespace Bpf.Vm.Memory;

/// <summary>What a region is; kept after it is released, so that a late access can be explained.</summary>
internal struct RegionOwner
{
    /// <summary>What it is.</summary>
    public RegionKind Kind;

    /// <summary>Its size while mapped, in bytes.</summary>
    public int Length;

    /// <summary>Frame number, or the element's slot in its map.</summary>
    public int Slot;

    /// <summary>The map it belongs to, or null.</summary>
    public Maps.MapModel? Map;
}

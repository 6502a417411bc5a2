using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.KernelAsking;

/// <summary>Maps made by the rules of their rows.</summary>
public static class MapSamples
{
    /// <summary>A small map of that type, as its row asks for.</summary>
    public static MapSpec Of(MapTypeInfo row) => new()
    {
        Name = row.Name,
        Type = row.Type,
        KeySize = row.Key.Allows(8) ? 8 : row.Key.Min,
        ValueSize = row.Value.Allows(8) ? 8 : row.Value.Min,
        MaxEntries = row.Entries switch
        {
            MapEntries.Zero => 0,
            MapEntries.One => 1,
            MapEntries.PowerOfTwoPages => Environment.SystemPageSize,
            _ => 1,
        },
        Flags = (uint)row.RequiredFlags,
        BtfKeyTypeId = row.NeedsBtf ? ProofBtf.Int : 0,
        BtfValueTypeId = row.NeedsBtf ? ProofBtf.Long : 0,
    };

    /// <summary>Creates a map, with what its type needs beside the specification.</summary>
    /// <returns>Its descriptor, or the negative error number.</returns>
    public static int Create(MapTypeInfo row, MapSpec spec)
    {
        int inner = row.NeedsInnerMap ? RawBpf.CreateMap(Of(MapTypes.Find(MapType.Array)!)) : 0;
        int map = RawBpf.CreateMap(spec, row.NeedsBtf || spec.BtfValueTypeId != 0 ? ProofBtf.Descriptor : 0, inner);
        RawBpf.Close(inner);
        return map;
    }
}

namespace Bpf.Compiler.Ir;

/// <summary>Names of the text form.</summary>
internal static class IrNames
{
    public static string Of(Provenance provenance) => provenance switch
    {
        Provenance.PacketEnd => "packet_end",
        Provenance.MapValue => "map_value",
        _ => provenance.ToString().ToLowerInvariant(),
    };
}

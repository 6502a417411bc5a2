namespace Bpf.Vm.Memory;

/// <summary>What a region of simulated memory is, for checks of arguments and for messages.</summary>
internal enum RegionKind : byte
{
    /// <summary>Nothing was ever there.</summary>
    None,

    /// <summary>The 512 bytes of one call frame.</summary>
    Stack,

    /// <summary>The program's context.</summary>
    Context,

    /// <summary>Packet data, from <c>data_meta</c> to <c>data_end</c>.</summary>
    Packet,

    /// <summary>A map itself: what a map argument points to; never readable.</summary>
    Map,

    /// <summary>One element's value.</summary>
    MapValue,

    /// <summary>A key given to a callback.</summary>
    MapKey,

    /// <summary>A reserved record of a ring buffer.</summary>
    RingBufferRecord,

    /// <summary>A subprogram's address, for callbacks; never readable.</summary>
    Code,
}

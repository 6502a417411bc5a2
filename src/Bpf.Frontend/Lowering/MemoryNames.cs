using Bpf.Compiler.Ir;

namespace Bpf.Frontend.Lowering;

/// <summary>How messages name kinds of memory.</summary>
internal static class MemoryNames
{
    public static string Of(Provenance provenance) => provenance switch
    {
        Provenance.Stack => "a local variable",
        Provenance.Context => "the program's context",
        Provenance.MapValue => "a map's value or a global",
        Provenance.Memory => "what a global function was passed",
        Provenance.Packet => "packet data",
        Provenance.Reservation => "a ring buffer record",
        Provenance.Arena => "an arena",
        Provenance.User => "user memory",
        Provenance.Kernel or Provenance.Btf => "kernel memory",
        _ => "other memory",
    };
}

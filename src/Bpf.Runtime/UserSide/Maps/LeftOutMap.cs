using System;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A map that was not made, because the programs that use it were all left out.</summary>
/// <param name="spec">What it would be.</param>
internal sealed class LeftOutMap(MapSpec spec) : MapBackend
{
    public override MapShape Shape { get; } = MapShape.Of(spec);

    public override int PossibleCpus => Cpus.Possible;

    public override FileDescriptor Descriptor => throw NotMade();

    public override int Lookup(ReadOnlySpan<byte> key, Span<byte> element) => throw NotMade();

    public override int Update(ReadOnlySpan<byte> key, ReadOnlySpan<byte> element, ulong flags) => throw NotMade();

    public override int Delete(ReadOnlySpan<byte> key) => throw NotMade();

    public override int Take(ReadOnlySpan<byte> key, Span<byte> element) => throw NotMade();

    public override int GetNextKey(ReadOnlySpan<byte> key, Span<byte> next) => throw NotMade();

    public override int LookupBatch(Span<byte> cursor, bool first, Span<byte> keys, Span<byte> elements, ref int count) => throw NotMade();

    public override MapBackend CreateInner(int maxEntries) => throw NotMade();

    public override MapBackend OpenInner(uint id) => throw NotMade();

    public override int Put(ReadOnlySpan<byte> key, MapBackend inner) => throw NotMade();

    public override RingReader OpenRing() => throw NotMade();

    public override GlobalMemory? OpenMemory() => null;

    public override ArenaMapping Arena => throw NotMade();

    public override void Dispose()
    {
    }

    private InvalidOperationException NotMade() => new(
        $"Map '{spec.Name}' was not made: all programs that use it were left out ({nameof(BpfProgram)}.{nameof(BpfProgram.WhyLeftOut)} says why).");
}

using System;
using Bpf.Core.Worlds;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A map in a simulated world.</summary>
internal sealed class WorldMap(IMapModel model, IBpfWorld world) : MapBackend
{
    public override MapShape Shape { get; } = MapShape.Of(model.Spec);

    public override ulong LostInWorld => WorldLosses.Read(model);

    public override int PossibleCpus => world.PossibleCpus;

    public override FileDescriptor Descriptor => throw new NotSupportedException(
        $"Map '{Shape.Name}' is in a simulated world: it has no descriptor and cannot be pinned.");

    public override int Lookup(ReadOnlySpan<byte> key, Span<byte> element)
    {
        for (int cpu = 0; cpu < ValuesAnElement; cpu++)
        {
            Span<byte> value = model.Lookup(key, cpu);
            if (value.IsEmpty)
                return -Errno.ENOENT;
            value.CopyTo(element.Slice(cpu * Stride, Shape.ValueSize));
        }

        return 0;
    }

    public override int Update(ReadOnlySpan<byte> key, ReadOnlySpan<byte> element, ulong flags)
    {
        for (int cpu = 0; cpu < ValuesAnElement; cpu++)
        {
            int result = model.Update(key, element.Slice(cpu * Stride, Shape.ValueSize), cpu == 0 ? flags : 0, cpu);
            if (result != 0)
                return result;
        }

        return 0;
    }

    public override int Delete(ReadOnlySpan<byte> key) => model.Delete(key);

    public override int Take(ReadOnlySpan<byte> key, Span<byte> element)
    {
        int result = Lookup(key, element);
        return result != 0 ? result : Delete(key);
    }

    public override int GetNextKey(ReadOnlySpan<byte> key, Span<byte> next) => model.GetNextKey(key, next) ? 0 : -Errno.ENOENT;

    public override int LookupBatch(Span<byte> cursor, bool first, Span<byte> keys, Span<byte> elements, ref int count)
    {
        count = 0;
        return -Errno.ENOTSUPP;
    }

    public override RingReader OpenRing() => new WorldRing(model);

    public override GlobalMemory? OpenMemory() => null;

    public override void Dispose()
    {
    }

    private int ValuesAnElement => Shape.IsPerCpu ? PossibleCpus : 1;
}

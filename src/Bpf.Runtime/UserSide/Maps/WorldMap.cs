using System;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Worlds;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A map in a simulated world.</summary>
internal sealed class WorldMap(IMapModel model, IBpfWorld world) : MapBackend
{
    private IMapModel Model => model;

    public override MapShape Shape { get; } = MapShape.Of(model.Spec);

    public override ulong LostInWorld => WorldLosses.Read(model);

    public override int PossibleCpus => world.PossibleCpus;

    public override FileDescriptor Descriptor => throw new NotSupportedException(
        $"Map '{Shape.Name}' is in a simulated world: it has no descriptor and cannot be pinned.");

    public override int Lookup(ReadOnlySpan<byte> key, Span<byte> element)
    {
        if (IsKeyless)
            return model.Peek(element);
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
        if (IsKeyless)
            return model.Push(element, flags);
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
        if (IsKeyless)
            return model.Pop(element);
        int result = Lookup(key, element);
        return result != 0 ? result : Delete(key);
    }

    public override int GetNextKey(ReadOnlySpan<byte> key, Span<byte> next) => model.GetNextKey(key, next) ? 0 : -Errno.ENOENT;

    public override int LookupBatch(Span<byte> cursor, bool first, Span<byte> keys, Span<byte> elements, ref int count)
    {
        count = 0;
        return -Errno.ENOTSUPP;
    }

    public override MapBackend CreateInner(int maxEntries)
    {
        MapSpec spec = model.Spec.InnerMap ?? throw new InvalidOperationException($"Map '{Shape.Name}' holds no maps.");
        return new WorldMap(world.CreateMap(maxEntries == 0 ? spec : spec with { MaxEntries = maxEntries }), world);
    }

    public override MapBackend? OpenInner(uint id) => world.FindMap(id) is { } inner ? new WorldMap(inner, world) : null;

    public override int Put(ReadOnlySpan<byte> key, MapBackend inner)
    {
        if (inner is not WorldMap { Model: { } other })
            throw new ArgumentException($"Map '{Shape.Name}' is in a simulated world, the map to be put in is not.", nameof(inner));
        MapSpec? wanted = model.Spec.InnerMap;
        bool fits = wanted is not null && (other.Spec.Type, other.Spec.KeySize, other.Spec.ValueSize, other.Spec.Flags) == (wanted.Type, wanted.KeySize, wanted.ValueSize, wanted.Flags)
            && (wanted.Type is not (MapType.Array or MapType.PercpuArray) || other.Spec.MaxEntries == wanted.MaxEntries);
        uint id = world.GetMapId(other);
        return fits ? Update(key, Raw.Bytes(in id), 0) : -Errno.EINVAL;
    }

    public override RingReader OpenRing() => new WorldRing(model);

    public override GlobalMemory? OpenMemory() => null;

    public override void Dispose()
    {
    }

    private bool IsKeyless => Shape.KeySize == 0;

    private int ValuesAnElement => Shape.IsPerCpu ? PossibleCpus : 1;
}

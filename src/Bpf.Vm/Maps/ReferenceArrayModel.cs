using System;
using System.Buffers.Binary;
using Bpf.Core.Link;

namespace Bpf.Vm.Maps;

/// <summary>
/// <c>BPF_MAP_TYPE_PROG_ARRAY</c>, <c>BPF_MAP_TYPE_ARRAY_OF_MAPS</c>, <c>BPF_MAP_TYPE_DEVMAP</c> and its kin: programs to tail-call, maps, places to send
/// packets to. A value is an id; a lookup gives it back.
/// </summary>
/// <remarks>
/// Source: Documentation/bpf/{map_array,map_of_maps}.rst; the kernel takes a descriptor where this takes <see cref="SimulatedKernel.GetProgramId"/> or
/// <see cref="SimulatedKernel.GetMapId"/>.
/// </remarks>
internal sealed class ReferenceArrayModel : MapModel
{
    private readonly bool[] _present;

    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    public ReferenceArrayModel(MapSpec spec)
        : base(spec, spec.MaxEntries) => _present = new bool[spec.MaxEntries];

    /// <summary>The id of what is at an index, or 0.</summary>
    /// <param name="index">Any index.</param>
    public uint ReferenceAt(uint index)
    {
        lock (Lock) return index < _present.Length && _present[index] ? BinaryPrimitives.ReadUInt32LittleEndian(Value((int)index, 0)) : 0;
    }

    /// <inheritdoc/>
    protected override int Find(ReadOnlySpan<byte> key)
    {
        uint index = BinaryPrimitives.ReadUInt32LittleEndian(key);
        return index < _present.Length && _present[index] ? (int)index : -1;
    }

    /// <inheritdoc/>
    protected override int Replace(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags, int cpu)
    {
        uint index = BinaryPrimitives.ReadUInt32LittleEndian(key);
        if (flags != UpdateFlags.Any) return -Errno.EINVAL;
        if (index >= _present.Length) return -Errno.E2BIG;
        value.CopyTo(Value((int)index, 0));
        _present[index] = true;
        return 0;
    }

    /// <inheritdoc/>
    protected override int Remove(ReadOnlySpan<byte> key)
    {
        uint index = BinaryPrimitives.ReadUInt32LittleEndian(key);
        if (index >= _present.Length) return -Errno.E2BIG;
        if (!_present[index]) return -Errno.ENOENT;
        _present[index] = false;
        return 0;
    }

    /// <inheritdoc/>
    protected override bool NextKey(ReadOnlySpan<byte> key, Span<byte> next)
    {
        uint index = key.IsEmpty ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(key);
        if (index == _present.Length - 1) return false;
        BinaryPrimitives.WriteUInt32LittleEndian(next, index >= _present.Length ? 0 : index + 1);
        return true;
    }
}

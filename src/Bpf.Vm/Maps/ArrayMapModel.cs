using System;
using System.Buffers.Binary;
using Bpf.Core.Link;

namespace Bpf.Vm.Maps;

/// <summary><c>BPF_MAP_TYPE_ARRAY</c> and <c>BPF_MAP_TYPE_PERCPU_ARRAY</c>: every index has a value from the start, and for good.</summary>
/// <remarks>Behavior: Documentation/bpf/map_array.rst and a running kernel's answers.</remarks>
internal sealed class ArrayMapModel : MapModel
{
    private readonly uint _length;

    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    /// <param name="cpus">CPUs for the per-CPU type, else 1.</param>
    public ArrayMapModel(MapSpec spec, int cpus = 1)
        : base(spec, spec.MaxEntries, cpus)
    {
        _length = (uint)spec.MaxEntries;
        if (!spec.InitialValue.IsDefaultOrEmpty)
            spec.InitialValue.AsSpan().Slice(0, Math.Min(spec.ValueSize, spec.InitialValue.Length)).CopyTo(Value(0, 0));
    }

    /// <inheritdoc/>
    protected override int Find(ReadOnlySpan<byte> key)
    {
        uint index = BinaryPrimitives.ReadUInt32LittleEndian(key);
        return index < _length ? (int)index : -1;
    }

    /// <inheritdoc/>
    protected override int Replace(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags, int cpu)
    {
        if (flags > UpdateFlags.Exist) return -Errno.EINVAL;
        int slot = Find(key);
        if (slot < 0) return -Errno.E2BIG;
        if (flags == UpdateFlags.NoExist) return -Errno.EEXIST;
        value.CopyTo(Value(slot, cpu));
        return 0;
    }

    /// <inheritdoc/>
    protected override int Remove(ReadOnlySpan<byte> key) => -Errno.EINVAL;

    /// <inheritdoc/>
    protected override bool NextKey(ReadOnlySpan<byte> key, Span<byte> next)
    {
        uint index = key.IsEmpty ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(key);
        if (index == _length - 1) return false;
        BinaryPrimitives.WriteUInt32LittleEndian(next, index >= _length ? 0 : index + 1);
        return true;
    }
}

using System;
using System.Runtime.CompilerServices;
using Bpf.Core.Link;
using Bpf.Core.Worlds;
using Bpf.Vm.Memory;

namespace Bpf.Vm.Maps;

/// <summary>
/// What the models of all map types share: locking, argument checks, and the addresses of values. Operations are atomic, so that
/// a reader on another thread sees whole elements come and go, as user space does.
/// </summary>
internal abstract unsafe class MapModel : IMapModel
{
    /// <summary><c>BPF_F_RDONLY_PROG</c>: programs may not write.</summary>
    private const uint ReadOnlyForPrograms = 1u << 7;

    private readonly object _lock = new();
    private readonly ValueStore? _values;
    private readonly bool _perCpu;
    private readonly int _cpus;
    private int[] _regions = [];

    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    /// <param name="slots">Elements with values that there can be; 0 for types without.</param>
    /// <param name="cpus">CPUs, for types that hold a value for each; else 1.</param>
    protected MapModel(MapSpec spec, int slots, int cpus = 1)
    {
        Spec = spec;
        _cpus = cpus;
        _perCpu = cpus > 1;
        if (slots != 0) _values = new ValueStore(spec.ValueSize, checked(slots * cpus));
    }

    /// <inheritdoc/>
    public MapSpec Spec { get; }

    /// <summary>The address that stands for the map itself in programs.</summary>
    public ulong Address { get; set; }

    /// <inheritdoc/>
    public Span<byte> Lookup(ReadOnlySpan<byte> key, int cpu)
    {
        CheckKey(key);
        lock (_lock)
        {
            int slot = Find(key);
            return slot < 0 ? default : Value(slot, cpu);
        }
    }

    /// <summary>Finds an element for a program, which wants its address.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its slot, or -1.</returns>
    public int FindSlot(ReadOnlySpan<byte> key)
    {
        lock (_lock) return Find(key);
    }

    /// <inheritdoc/>
    public int Update(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags, int cpu)
    {
        CheckKey(key);
        if (value.Length != Spec.ValueSize)
            throw new ArgumentException($"Values of map '{Spec.Name}' have {Spec.ValueSize} bytes, not {value.Length}.", nameof(value));
        lock (_lock) return Replace(key, value, flags, cpu);
    }

    /// <inheritdoc/>
    public int Delete(ReadOnlySpan<byte> key)
    {
        CheckKey(key);
        lock (_lock) return Remove(key);
    }

    /// <inheritdoc/>
    public bool GetNextKey(ReadOnlySpan<byte> key, Span<byte> next)
    {
        if (!key.IsEmpty) CheckKey(key);
        lock (_lock) return NextKey(key, next);
    }

    /// <inheritdoc/>
    public virtual Span<byte> Reserve(int size) => throw Unsupported("reservations");

    /// <inheritdoc/>
    public virtual void Commit(Span<byte> record, bool discard) => throw Unsupported("reservations");

    /// <inheritdoc/>
    public virtual int Push(ReadOnlySpan<byte> value, ulong flags) => throw Unsupported("next value");

    /// <inheritdoc/>
    public virtual int Pop(Span<byte> value) => throw Unsupported("next value");

    /// <inheritdoc/>
    public virtual int Peek(Span<byte> value) => throw Unsupported("next value");

    /// <inheritdoc/>
    public virtual byte[]? Consume() => throw Unsupported("records");

    /// <summary>The address of an element's value; its region is made when it is first asked for.</summary>
    /// <param name="memory">Where.</param>
    /// <param name="slot">The element's slot.</param>
    /// <param name="cpu">Whose value.</param>
    public ulong ValueAddress(RegionTable memory, int slot, int cpu)
    {
        int index = ValueIndex(slot, cpu);
        if (index >= _regions.Length) Array.Resize(ref _regions, Math.Max(index + 1, _regions.Length * 2));
        ref int region = ref _regions[index];
        if (region == 0)
        {
            region = memory.Add(new RegionOwner { Kind = RegionKind.MapValue, Map = this, Slot = slot });
            memory.Map(region, _values!.Pointer(index), Spec.ValueSize, writable: !Spec.Frozen && (Spec.Flags & ReadOnlyForPrograms) == 0);
        }
        return RegionTable.AddressOf(region);
    }

    /// <summary>The lock that every operation holds.</summary>
    protected object Lock => _lock;

    /// <summary>An element's value.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="cpu">Whose, for per-CPU types.</param>
    protected Span<byte> Value(int slot, int cpu) => _values![ValueIndex(slot, cpu)];

    /// <summary>Zeroes an element's values on all CPUs but one, as the kernel does when a program adds an element on one.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="cpu">The CPU left alone.</param>
    protected void ClearOtherCpus(int slot, int cpu)
    {
        for (int other = 0; other < _cpus; other++)
            if (other != cpu) Value(slot, other).Clear();
    }

    /// <summary>Finds a key's slot, or -1.</summary>
    /// <param name="key">The key.</param>
    protected abstract int Find(ReadOnlySpan<byte> key);

    /// <summary>Adds or replaces an element.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="flags">See <see cref="UpdateFlags"/>.</param>
    /// <param name="cpu">Whose value.</param>
    /// <returns>0 or a negative errno.</returns>
    protected abstract int Replace(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags, int cpu);

    /// <summary>Removes an element.</summary>
    /// <param name="key">The key.</param>
    /// <returns>0 or a negative errno.</returns>
    protected abstract int Remove(ReadOnlySpan<byte> key);

    /// <summary>Finds the key after another.</summary>
    /// <param name="key">The key, or empty.</param>
    /// <param name="next">Filled.</param>
    /// <returns>False at the end.</returns>
    protected abstract bool NextKey(ReadOnlySpan<byte> key, Span<byte> next);

    /// <summary>The exception for an operation that the map type doesn't have.</summary>
    /// <param name="what">The operation.</param>
    protected NotSupportedException Unsupported(string what) => new($"Map '{Spec.Name}' is of type {Spec.Type}, which has no {what}.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ValueIndex(int slot, int cpu)
    {
        if (!_perCpu) return slot;
        if ((uint)cpu >= (uint)_cpus) throw new ArgumentOutOfRangeException(nameof(cpu));
        return slot * _cpus + cpu;
    }

    private void CheckKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Spec.KeySize)
            throw new ArgumentException($"Keys of map '{Spec.Name}' have {Spec.KeySize} bytes, not {key.Length}.", nameof(key));
    }
}

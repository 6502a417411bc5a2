using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of a map of maps (<see cref="HashOfMaps{TKey, TMap}"/>, <see cref="ArrayOfMaps{TMap}"/>).</summary>
/// <typeparam name="TKey">The key; <c>uint</c> for arrays.</typeparam>
/// <typeparam name="TView">The view of the maps in it.</typeparam>
/// <remarks>
/// A map lives for as long as it is held: a view that this gives may be closed (<see cref="BpfMap.Dispose"/>) without taking its map out.
/// </remarks>
public sealed class BpfMapOfMaps<TKey, TView> where TKey : unmanaged where TView : class
{
    private readonly MapBackend backend;
    private readonly Func<BpfMap, TView> view;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <param name="view">Makes the view of a map in it.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type or has other keys.</exception>
    public BpfMapOfMaps(BpfMap map, Func<BpfMap, TView> view)
    {
        ArgumentNullException.ThrowIfNull(view);
        backend = map.Require(Unsafe.SizeOf<TKey>(), sizeof(uint), MapType.HashOfMaps, MapType.ArrayOfMaps);
        this.view = view;
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Makes an empty map and puts it in; one that is there already is replaced, at once for programs that look it up from then on.</summary>
    /// <param name="key">The key.</param>
    /// <param name="maxEntries">Its size; 0 for the declaration's. Arrays take no other.</param>
    /// <returns>The map.</returns>
    /// <exception cref="InvalidOperationException">The map of maps was opened by a path, so that it is not known what its maps look like.</exception>
    /// <exception cref="BpfException">The kernel refused, for example because the map of maps is full.</exception>
    public TView Add(TKey key, int maxEntries = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxEntries);
        BpfMap inner = new(backend.CreateInner(maxEntries));
        try
        {
            Set(key, inner);
            return view(inner);
        }
        catch
        {
            inner.Dispose();
            throw;
        }
    }

    /// <summary>Puts a map in that is there already; one with the same key is replaced.</summary>
    /// <param name="key">The key.</param>
    /// <param name="inner">A map of the type, sizes and flags that the declaration says.</param>
    /// <exception cref="BpfException">The kernel refused, for example a map of another shape.</exception>
    public void Set(TKey key, BpfMap inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        int result = backend.Put(Raw.Bytes(in key), inner.Backend);
        if (result == -Errno.EINVAL)
            throw new BpfException($"Putting map '{inner.Name}' into '{Map.Name}'", Errno.EINVAL, $"It is not of the declared shape: {inner.Shape}.");
        if (result != 0)
            throw MapFailure.Describe(backend, "Writing to", result);
    }

    /// <summary>Finds a map (Linux 4.12; opening it takes CAP_SYS_ADMIN).</summary>
    /// <param name="key">The key.</param>
    /// <param name="inner">A new view of it.</param>
    /// <returns>False where there is none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValue(TKey key, [NotNullWhen(true)] out TView? inner)
    {
        uint id = 0;
        int result = backend.Lookup(Raw.Bytes(in key), Raw.WritableBytes(ref id));
        inner = result switch
        {
            0 => backend.OpenInner(id) is { } found ? view(new BpfMap(found)) : null,
            -Errno.ENOENT => null,
            _ => throw MapFailure.Describe(backend, "Reading", result),
        };
        return inner is not null;
    }

    /// <summary>The keys that hold a map.</summary>
    public IReadOnlyCollection<TKey> Keys()
    {
        List<TKey> keys = [];
        MapWalk.FollowKeys(backend, (key, _) => keys.Add(Unsafe.ReadUnaligned<TKey>(in key[0])));
        return keys;
    }

    /// <summary>Takes a map out.</summary>
    /// <param name="key">The key.</param>
    /// <returns>False where there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(TKey key) => MapElements.Remove(backend, Raw.Bytes(in key));
}

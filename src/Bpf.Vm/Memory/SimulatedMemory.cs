using System;
using System.Collections.Generic;
using System.Text;

namespace Bpf.Vm.Memory;

/// <summary>
/// Memory that programs reach by probe reads alone: a user process's or the kernel's. Only what a test puts there exists, everything
/// else faults.
/// </summary>
/// <remarks>Not thread-safe: fill it before programs run.</remarks>
public sealed class SimulatedMemory
{
    private const ulong PageSize = 4096;

    private readonly SortedList<ulong, byte[]> _blocks = [];
    private ulong _free;

    internal SimulatedMemory(ulong firstAddress) => _free = firstAddress;

    /// <summary>Puts bytes at an address that the memory chooses; what follows them is not mapped.</summary>
    /// <param name="bytes">The bytes, copied.</param>
    /// <returns>Their address.</returns>
    public ulong Add(ReadOnlySpan<byte> bytes)
    {
        // Blocks end where a page ends, so that reading past one faults as reading past a mapping does.
        ulong address = _free + (PageSize - (uint)bytes.Length % PageSize) % PageSize;
        Map(address, bytes);
        _free = address + (uint)bytes.Length + PageSize;
        return address;
    }

    /// <summary>Puts a string at an address that the memory chooses.</summary>
    /// <param name="text">The string; stored as UTF-8 with a NUL.</param>
    /// <returns>Its address.</returns>
    public ulong AddString(string text) => Add(Encoding.UTF8.GetBytes(text + "\0"));

    /// <summary>Puts bytes at an address.</summary>
    /// <param name="address">Where.</param>
    /// <param name="bytes">The bytes, copied.</param>
    /// <exception cref="ArgumentException">Something is there already, or the range wraps around.</exception>
    public void Map(ulong address, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) throw new ArgumentException("There are no bytes to map.", nameof(bytes));
        ulong end = address + (uint)bytes.Length;
        if (end < address) throw new ArgumentException("The range wraps around.", nameof(address));
        foreach (KeyValuePair<ulong, byte[]> block in _blocks)
            if (block.Key < end && address < block.Key + (uint)block.Value.Length)
                throw new ArgumentException("Something is mapped there already.", nameof(address));
        _blocks.Add(address, bytes.ToArray());
    }

    /// <summary>Takes bytes away: reading them faults from now on.</summary>
    /// <param name="address">What <see cref="Add"/> gave, or <see cref="Map"/> was given.</param>
    /// <returns>False where no bytes start there.</returns>
    public bool Unmap(ulong address) => _blocks.Remove(address);

    /// <summary>Reads.</summary>
    /// <param name="address">Where.</param>
    /// <param name="destination">Filled, as far as there is memory.</param>
    /// <returns>False where some of it is not mapped.</returns>
    public bool TryRead(ulong address, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            Span<byte> block = From(address);
            if (block.IsEmpty) return false;
            if (block.Length > destination.Length) block = block.Slice(0, destination.Length);
            block.CopyTo(destination);
            destination = destination.Slice(block.Length);
            address += (uint)block.Length;
        }
        return true;
    }

    /// <summary>Writes.</summary>
    /// <param name="address">Where.</param>
    /// <param name="source">The bytes.</param>
    /// <returns>False where some of it is not mapped; what comes before is written.</returns>
    public bool TryWrite(ulong address, ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            Span<byte> block = From(address);
            if (block.IsEmpty) return false;
            int length = Math.Min(block.Length, source.Length);
            source.Slice(0, length).CopyTo(block);
            source = source.Slice(length);
            address += (uint)length;
        }
        return true;
    }

    /// <summary>The mapped bytes from an address to the end of their block; empty where there are none.</summary>
    private Span<byte> From(ulong address)
    {
        int low = 0, high = _blocks.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_blocks.Keys[middle] <= address) low = middle + 1;
            else high = middle;
        }
        if (low == 0) return default;
        ulong start = _blocks.Keys[low - 1];
        byte[] block = _blocks.Values[low - 1];
        return address - start < (uint)block.Length ? block.AsSpan((int)(address - start)) : default;
    }
}

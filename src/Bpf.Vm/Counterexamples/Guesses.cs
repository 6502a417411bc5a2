using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Vm.Hooks;
using Bpf.Vm.Packets;

namespace Bpf.Vm.Counterexamples;

/// <summary>Inputs to try where the path doesn't say which: plain ones first, then changed ones of those that led somewhere new. The same each time.</summary>
/// <param name="request">The program.</param>
/// <param name="hook">What its type is given.</param>
internal sealed class Guesses(LoadRequest request, Hook hook)
{
    private const int PlainLength = 64;

    private readonly Hints _hints = new(request);
    private readonly Random _random = new(1);
    private readonly bool _hasRings = request.Maps.Any(map => map.Type == MapType.Ringbuf);
    private readonly MapSpec[] _maps = [.. request.Maps.Where(map => IsOfBytes(map.Type) && !map.Frozen)];

    private List<Func<Inputs, Inputs>>? _possible;

    /// <summary>What to begin with: empty maps, and packets of the usual kinds, whole and cut off everywhere.</summary>
    public IEnumerable<Inputs> Plain()
    {
        Inputs empty = new(null, new byte[hook.LongestContext], []);
        if (!hook.HasPacket)
        {
            yield return empty;
            if (_hasRings) yield return empty with { FullRings = true };
            yield break;
        }
        byte[][] packets = [.. Packets()];
        foreach (byte[] packet in packets) yield return empty with { Packet = packet };
        foreach (byte[] packet in _hasRings ? packets : []) yield return empty with { Packet = packet, FullRings = true };
        foreach (byte[] packet in packets)
        {
            for (int length = 0; length < packet.Length; length++) yield return empty with { Packet = packet.AsSpan(0, length).ToArray() };
        }
    }

    /// <summary>An input changed in a thing or a few.</summary>
    public Inputs Changed(Inputs inputs)
    {
        _possible ??= Possible();
        for (int i = _random.Next(3); i >= 0; i--) inputs = _possible[_random.Next(_possible.Count)](inputs);
        return inputs;
    }

    private static IEnumerable<byte[]> Packets()
    {
        yield return new byte[PlainLength];
        yield return new PacketBuilder().Ethernet().IPv4("10.0.0.1", "10.0.0.2").Udp(1111, 53).Payload(new byte[22]).Build();
        yield return new PacketBuilder().Ethernet().IPv4("10.0.0.1", "10.0.0.2").Tcp(1111, 80).Payload(new byte[10]).Build();
        yield return new PacketBuilder().Ethernet().IPv4("10.0.0.1", "10.0.0.2").IcmpEcho().Payload(new byte[22]).Build();
        yield return new PacketBuilder().Ethernet().IPv6("fd00::1", "fd00::2").Udp(1111, 53).Payload(new byte[8]).Build();
        yield return new PacketBuilder().Ethernet().IPv6("fd00::1", "fd00::2").Tcp(1111, 80).Build();
        yield return new PacketBuilder().Ethernet().Vlan(5).IPv4("10.0.0.1", "10.0.0.2").Udp(1111, 53).Payload(new byte[18]).Build();
    }

    /// <summary>The changes that may matter to the program, the likelier ones several times.</summary>
    private List<Func<Inputs, Inputs>> Possible()
    {
        List<Func<Inputs, Inputs>> changes = [inputs => inputs with { Context = Poked(inputs.Context, IsNumberOfContext) }];
        if (hook.HasPacket)
        {
            changes.Add(inputs => inputs with { Packet = Resized(inputs.Packet!, _random.Next(2) == 0 ? _random.Next(160) : Pick(_hints.Loads).Offset + _random.Next(8)) });
            for (int i = 0; i < 4; i++) changes.Add(inputs => inputs with { Packet = Poked(inputs.Packet!, IsAnywhere) });
        }
        else
        {
            changes.AddRange([changes[0], changes[0]]);
        }
        if (_maps.Length > 0)
        {
            for (int i = 0; i < 3; i++) changes.Add(inputs => WithEntry(inputs));
        }
        if (_hasRings) changes.Add(inputs => inputs with { FullRings = !inputs.FullRings });
        if (_hints.Calls(HelperId.GetCurrentPidTgid)) changes.Add(inputs => inputs with { TaskId = (uint)SomeNumber() });
        if (_hints.Calls(HelperId.GetPrandomU32)) changes.Add(inputs => inputs with { Seed = (ulong)_random.Next(1, int.MaxValue) });
        return changes;
    }

    /// <summary>A number put where the program may read it, in either byte order.</summary>
    private byte[] Poked(byte[] bytes, Func<int, int, bool> isFree)
    {
        byte[] poked = [.. bytes];
        (int offset, int size) = Pick(_hints.Loads);
        long value = SomeNumber();
        if (_hints.Comparisons.Length > 0 && _random.Next(4) != 0) (offset, size, value) = Pick(_hints.Comparisons);
        // Offsets of loads count from the header they are in, headers mostly start at even places.
        int at = offset + (_random.Next(2) == 0 ? 0 : _random.Next(0, 30) * 2);
        if (at + size > poked.Length || !isFree(at, size)) return poked;
        byte[] number = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        if (_random.Next(2) == 0) Array.Reverse(number, 0, size);
        Array.Copy(number, 0, poked, at, size);
        return poked;
    }

    private static bool IsOfBytes(MapType type) => type is MapType.Hash or MapType.LruHash or MapType.PercpuHash or MapType.LruPercpuHash
        or MapType.Array or MapType.PercpuArray or MapType.LpmTrie;

    private static bool IsAnywhere(int offset, int size) => true;

    /// <summary>Where a context is rewritten, some of its fields are pointers: those are not an input's to choose.</summary>
    private bool IsNumberOfContext(int offset, int size) =>
        !hook.IsRewritten || hook.Context.Find(offset, size, false, request.ExpectedAttachType) is { Yields: ContextYield.Scalar };

    private Inputs WithEntry(Inputs inputs)
    {
        MapSpec map = Pick(_maps);
        byte[] key = new byte[map.KeySize], value = new byte[map.ValueSize];
        switch (_random.Next(4))
        {
            case 0 when inputs.Packet is { Length: > 0 } packet:
                // What programs take from packets as keys.
                packet.AsSpan(Math.Min(packet.Length, Pick(_hints.Loads).Offset + _random.Next(20) * 2)).CopyToShorter(key);
                break;
            case 1:
                Put(inputs.TaskId | (map.KeySize >= 8 ? (long)inputs.TaskId << 32 : 0), key);
                break;
            case 2:
                Put(Pick(_hints.Stored), key);
                break;
            default:
                Put(SomeNumber(), key);
                break;
        }
        switch (_random.Next(3))
        {
            case 0:
                _random.NextBytes(value);
                break;
            case 1:
                value = Poked(value, IsAnywhere);
                break;
        }
        return inputs.With(new(map.Name, [.. key], [.. value]));
    }

    private static void Put(long number, byte[] bytes)
    {
        byte[] whole = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(whole, number);
        whole.AsSpan().CopyToShorter(bytes);
    }

    private static byte[] Resized(byte[] bytes, int length)
    {
        byte[] resized = new byte[length];
        bytes.AsSpan().CopyToShorter(resized);
        return resized;
    }

    private long SomeNumber() => _random.Next(5) switch
    {
        0 => _random.Next(),
        1 => 1L << _random.Next(63),
        2 => -1,
        _ => Pick(_hints.Constants),
    };

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}

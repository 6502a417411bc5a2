using System;
using System.Net;
using System.Net.Sockets;

namespace Bpf;

/// <summary>Networks as the addresses and lengths that keys of prefix trees hold.</summary>
internal static class PrefixKey
{
    /// <summary>Writes a network's address.</summary>
    /// <param name="network">The network.</param>
    /// <param name="family">The key's family.</param>
    /// <param name="address">As long as an address of the family.</param>
    /// <returns>The prefix's length in bits.</returns>
    /// <exception cref="ArgumentException">The network is of another family.</exception>
    public static uint Write(IPNetwork network, AddressFamily family, Span<byte> address)
    {
        if (network.BaseAddress.AddressFamily != family)
            throw new ArgumentException($"{network} is not an {(family == AddressFamily.InterNetwork ? "IPv4" : "IPv6")} network.", nameof(network));
        network.BaseAddress.TryWriteBytes(address, out _);
        return (uint)network.PrefixLength;
    }

    /// <summary>The network of a key. Bits after the prefix are dropped.</summary>
    /// <param name="length">The prefix's length in bits.</param>
    /// <param name="address">The address.</param>
    /// <exception cref="ArgumentOutOfRangeException">The prefix is longer than the address.</exception>
    public static IPNetwork Read(uint length, ReadOnlySpan<byte> address)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, (uint)address.Length * 8);
        byte[] masked = address.ToArray();
        for (int i = 0; i < masked.Length; i++)
        {
            int bits = int.Clamp((int)length - (i * 8), 0, 8);
            masked[i] &= (byte)(0xFF00 >> bits);
        }

        return new IPNetwork(new IPAddress(masked), (int)length);
    }
}

using System;

namespace Bpf;

/// <summary>What a run of a program on a packet gave.</summary>
/// <typeparam name="TContext">The context.</typeparam>
/// <param name="ReturnValue">What the program returned.</param>
/// <param name="Packet">The packet afterwards.</param>
/// <param name="Context">The context afterwards.</param>
/// <param name="Duration">Mean time of one run; zero in a simulated world.</param>
public sealed record PacketRunResult<TContext>(int ReturnValue, byte[] Packet, TContext Context, TimeSpan Duration) where TContext : unmanaged;

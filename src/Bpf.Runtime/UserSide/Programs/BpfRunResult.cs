using System;

namespace Bpf;

/// <summary>What a run without a hook gave.</summary>
/// <param name="ReturnValue">The program's return value.</param>
/// <param name="Packet">The packet afterwards; empty where the program type has none.</param>
/// <param name="Context">The context afterwards; empty where none was given.</param>
/// <param name="Duration">Mean time of one run; zero in a simulated world.</param>
public sealed record BpfRunResult(uint ReturnValue, byte[] Packet, byte[] Context, TimeSpan Duration);

using System;

namespace Bpf;

/// <summary>What a run of an XDP program gave.</summary>
/// <param name="Action">What would happen to the packet.</param>
/// <param name="Packet">The packet afterwards.</param>
/// <param name="Duration">Mean time of one run; zero in a simulated world.</param>
public sealed record XdpRunResult(XdpAction Action, byte[] Packet, TimeSpan Duration);

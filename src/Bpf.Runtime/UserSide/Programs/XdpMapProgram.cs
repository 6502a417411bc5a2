namespace Bpf;

/// <summary>
/// A program for packets that XDP redirected (<see cref="XdpDevMapAttribute"/>, <see cref="XdpCpuMapAttribute"/>): attached by putting it into a map
/// (<see cref="BpfDevMap.Set(uint, string, XdpMapProgram?)"/>, <see cref="BpfCpuMap.Set"/>). Kernels run it there only, simulated ones anywhere.
/// </summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class XdpMapProgram(BpfProgram program, XdpBody? body = null) : XdpPacketProgram(program, body);

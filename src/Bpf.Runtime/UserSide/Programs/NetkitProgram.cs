namespace Bpf;

/// <summary>A program of a netkit interface (<see cref="NetkitAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class NetkitProgram(BpfProgram program, ProgramBody<SkBuff>? body = null) : PacketProgram<SkBuff>(program, body)
{
    /// <summary>Attaches to a pair of netkit interfaces.</summary>
    /// <param name="interfaceName">The primary end, of this network namespace.</param>
    /// <param name="position">Where among the programs that are there; behind them where none is given.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused.</exception>
    public BpfLink Attach(string interfaceName, AttachPosition? position = null) => (position ?? AttachPosition.Last).Attach(
        Handle,
        $"netkit interface {interfaceName}",
        new() { Target = Interfaces.Index(interfaceName), AttachType = (uint)Handle.AttachType },
        "The interface is no primary end of a netkit pair, or the kernel has none (Linux 6.7, CONFIG_NETKIT).");
}

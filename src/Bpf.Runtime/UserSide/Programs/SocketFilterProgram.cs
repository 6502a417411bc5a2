using System.Net.Sockets;

namespace Bpf;

/// <summary>A program that says how many bytes of a packet a socket gets (<see cref="SocketFilterAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class SocketFilterProgram(BpfProgram program, ProgramBody<SkBuff>? body = null) : PacketProgram<SkBuff>(program, body)
{
    /// <summary>Attaches to a socket, in place of the filter it had (<c>SO_ATTACH_BPF</c>).</summary>
    /// <param name="socket">The socket; closing it detaches, too.</param>
    /// <returns>The attachment; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public BpfLink Attach(Socket socket) => SocketOptions.Attach(Handle, socket, SocketOptions.AttachBpf, SocketOptions.DetachFilter);
}

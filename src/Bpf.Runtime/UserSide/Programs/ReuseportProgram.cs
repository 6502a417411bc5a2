using System.Net.Sockets;

namespace Bpf;

/// <summary>A program that chooses one socket of a group on the same port (<see cref="SkReuseportAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class ReuseportProgram(BpfProgram program, ProgramBody<SkReuseport>? body = null) : PacketProgram<SkReuseport>(program, body)
{
    /// <summary>Attaches to the group that a socket is in (<c>SO_ATTACH_REUSEPORT_EBPF</c>).</summary>
    /// <param name="socket">A socket with <c>SO_REUSEPORT</c> set; the group ends with its last socket.</param>
    /// <returns>The attachment; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public BpfLink Attach(Socket socket) => SocketOptions.Attach(Handle, socket, SocketOptions.AttachReuseport, SocketOptions.DetachReuseport);
}

using System;

namespace Bpf;

/// <summary>A program for the sockets of a map (<see cref="SkSkbAttribute"/>, <see cref="SkMsgAttribute"/>).</summary>
/// <typeparam name="TContext">The context.</typeparam>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class SocketMapProgram<TContext>(BpfProgram program, ProgramBody<TContext>? body = null)
    : PacketProgram<TContext>(program, body) where TContext : unmanaged
{
    /// <summary>Attaches to a map: every socket that is put there from then on has the program.</summary>
    /// <param name="map">A socket map or socket hash, in the kernel; the attachment ends with it, too.</param>
    /// <returns>The attachment; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public BpfLink Attach(BpfMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return SocketMaps.Attach(Handle, map);
    }
}

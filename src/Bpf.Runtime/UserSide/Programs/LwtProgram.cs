using System.Net;
using System.Net.Sockets;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A program of a route (<see cref="LwtInAttribute"/>, <see cref="LwtOutAttribute"/>, <see cref="LwtXmitAttribute"/>, <see cref="LwtSeg6LocalAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class LwtProgram(BpfProgram program, ProgramBody<SkBuff>? body = null) : PacketProgram<SkBuff>(program, body)
{
    /// <summary>
    /// Adds a route that runs the program (CONFIG_LWTUNNEL_BPF); a route to the same place is replaced. It stays after this process ends, until
    /// <see cref="DetachPersistent"/> or <c>ip route del</c>.
    /// </summary>
    /// <param name="destination">What the route leads to.</param>
    /// <param name="interfaceName">The interface that it leads by, of this network namespace.</param>
    /// <param name="gateway">The next machine on the way; null for none.</param>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused.</exception>
    public void AttachPersistent(IPNetwork destination, string interfaceName, IPAddress? gateway = null)
    {
        if (Type == ProgramType.LwtSeg6local && destination.BaseAddress.AddressFamily != AddressFamily.InterNetworkV6)
            throw new BpfException($"Program '{Name}' is for segments of IPv6 routes, and {destination} is none.");
        using FileDescriptor.Lease lease = Handle.Descriptor.Use();
        int result = LwtNetlink.Set(destination, Interfaces.Index(interfaceName), gateway, Type, lease.Number, Name);
        if (result != 0)
            throw AttachFailure.Describe(Handle, $"the route to {destination} by {interfaceName}", -result, "The gateway is not reached by the interface, or the destination has bits behind its prefix.");
    }

    /// <summary>Removes a route that <see cref="AttachPersistent"/> added, in this process or an earlier one.</summary>
    /// <param name="destination">What the route leads to.</param>
    /// <param name="interfaceName">The interface that it leads by.</param>
    /// <returns>False where there was none.</returns>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused.</exception>
    public static bool DetachPersistent(IPNetwork destination, string interfaceName) => LwtNetlink.Delete(destination, Interfaces.Index(interfaceName)) switch
    {
        0 => true,
        -Errno.ESRCH => false,
        int result => throw new BpfException($"Removing the route to {destination} by {interfaceName}", -result, result == -Errno.EPERM ? Permissions.Explain(null) : ""),
    };
}

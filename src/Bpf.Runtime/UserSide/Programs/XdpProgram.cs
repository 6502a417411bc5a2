namespace Bpf;

/// <summary>An XDP program (<see cref="XdpAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class XdpProgram(BpfProgram program, XdpBody? body = null) : XdpPacketProgram(program, body)
{
    /// <summary>Attaches to an interface by link (Linux 5.9).</summary>
    /// <param name="interfaceName">The interface, of this network namespace.</param>
    /// <param name="mode">Where to run.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused.</exception>
    public BpfLink Attach(string interfaceName, XdpMode mode = XdpMode.Auto) =>
        XdpAttachment.AttachLink(Handle, Interfaces.Index(interfaceName), interfaceName, mode);

    /// <summary>
    /// Attaches to an interface by netlink, for kernels without links. It stays after this process ends, until
    /// <see cref="DetachPersistent"/> or <c>ip link set dev ... xdp off</c>. A program of the same name, left by an earlier start, is
    /// replaced; another one is not.
    /// </summary>
    /// <param name="interfaceName">The interface, of this network namespace.</param>
    /// <param name="mode">Where to run.</param>
    /// <exception cref="BpfException">There is no such interface, or another program is attached, or the kernel refused.</exception>
    public void AttachPersistent(string interfaceName, XdpMode mode = XdpMode.Auto) =>
        XdpAttachment.AttachPersistent(Handle, Interfaces.Index(interfaceName), interfaceName, mode);

    /// <summary>Removes what <see cref="AttachPersistent"/> attached, in this process or an earlier one.</summary>
    /// <param name="interfaceName">The interface, of this network namespace.</param>
    /// <param name="mode">The mode it was attached in.</param>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused.</exception>
    public static void DetachPersistent(string interfaceName, XdpMode mode = XdpMode.Auto) =>
        XdpAttachment.DetachPersistent(Interfaces.Index(interfaceName), interfaceName, mode);
}

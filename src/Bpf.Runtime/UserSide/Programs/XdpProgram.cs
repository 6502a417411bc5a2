using System;

namespace Bpf;

/// <summary>An XDP program (<see cref="XdpAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class XdpProgram(BpfProgram program, XdpBody? body = null) : BpfProgram(program)
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

    /// <summary>Runs the program on a packet: <c>BPF_PROG_TEST_RUN</c>, or a run in the simulated world.</summary>
    /// <param name="packet">From the Ethernet header, at least 14 bytes.</param>
    /// <param name="repeat">How often to run, for <see cref="XdpRunResult.Duration"/>.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="InvalidOperationException">A run on the CLR, of a program whose C# method is not known.</exception>
    public XdpRunResult Run(ReadOnlySpan<byte> packet, int repeat = 1)
    {
        if (Handle is not WorldProgram { Owner.RunsOnClr: true } handle)
        {
            BpfRunResult result = Run(packet, default, repeat);
            return new XdpRunResult((XdpAction)result.ReturnValue, result.Packet, result.Duration);
        }

        if (body == null)
            throw new InvalidOperationException($"Program '{Name}' has no C# method to run; load it with {nameof(WorldMode)}.{nameof(WorldMode.Bytecode)}.");
        byte[] bytes = packet.ToArray();
        XdpAction action = default;
        using (BpfWorld.Enter(handle.World))
        {
            for (int i = 0; i < repeat; i++)
                action = body(new XdpContext(bytes));
        }

        return new XdpRunResult(action, bytes, TimeSpan.Zero);
    }
}

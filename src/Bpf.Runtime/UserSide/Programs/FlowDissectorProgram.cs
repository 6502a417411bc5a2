using System;
using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>A program that finds addresses and ports in packets (<see cref="FlowDissectorAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class FlowDissectorProgram(BpfProgram program, ProgramBody<SkBuff>? body = null) : BpfProgram<SkBuff>(program, body)
{
    private static readonly bool SaysVerdict = Environment.OSVersion.Version >= new Version(6, 1);

    /// <summary>Attaches to a network namespace (Linux 5.8). The first one's program, where it has one, runs in all.</summary>
    /// <param name="path">The namespace's file (<c>/proc/PID/ns/net</c>, <c>/run/netns/name</c>); this thread's where none is given.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such file, another program is there, or the kernel refused.</exception>
    public BpfLink Attach(string path = NetworkNamespaces.Own) => NetworkNamespaces.Attach(Handle, path);

    /// <summary>Runs the program on a packet: <c>BPF_PROG_TEST_RUN</c>.</summary>
    /// <param name="packet">From the Ethernet header, at least 14 bytes.</param>
    /// <param name="keys">What the program found.</param>
    /// <returns>What it came to.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public FlowDissection Run(ReadOnlySpan<byte> packet, out FlowKeys keys)
    {
        BpfRunResult result = Run(packet);
        keys = result.Packet.Length >= Unsafe.SizeOf<FlowKeys>() ? Unsafe.ReadUnaligned<FlowKeys>(ref result.Packet[0]) : default;
        // Kernels before 6.1, which don't know Continue, say 1 for Ok and 0 for anything else.
        return !SaysVerdict ? result.ReturnValue == 1 ? FlowDissection.Ok : FlowDissection.Drop : (FlowDissection)result.ReturnValue;
    }
}

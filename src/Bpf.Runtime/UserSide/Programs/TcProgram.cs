namespace Bpf;

/// <summary>A traffic control program (<see cref="TcAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class TcProgram(BpfProgram program, ProgramBody<SkBuff>? body = null) : PacketProgram<SkBuff>(program, body)
{
    /// <summary>Attaches to an interface by link (tcx, Linux 6.6).</summary>
    /// <param name="interfaceName">The interface, of this network namespace.</param>
    /// <param name="direction">Which packets.</param>
    /// <param name="position">Where among the programs that are there; behind them where none is given.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused.</exception>
    public BpfLink Attach(string interfaceName, TcDirection direction, AttachPosition? position = null) =>
        TcAttachment.AttachLink(Handle, interfaceName, direction, position);

    /// <summary>
    /// Attaches to an interface as a filter of clsact, for kernels without links. It stays after this process ends, until
    /// <see cref="DetachPersistent"/> or <c>tc filter del</c>. A filter of the same program's name, left by an earlier start, is replaced.
    /// </summary>
    /// <param name="interfaceName">The interface, of this network namespace.</param>
    /// <param name="direction">Which packets.</param>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused.</exception>
    public void AttachPersistent(string interfaceName, TcDirection direction) => TcAttachment.AttachPersistent(Handle, interfaceName, direction);

    /// <summary>Removes what <see cref="AttachPersistent"/> attached, in this process or an earlier one; the empty clsact stays.</summary>
    /// <param name="interfaceName">The interface, of this network namespace.</param>
    /// <param name="direction">Which packets.</param>
    /// <returns>False where there was nothing.</returns>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused.</exception>
    public bool DetachPersistent(string interfaceName, TcDirection direction) => TcAttachment.DetachPersistent(Handle, interfaceName, direction);
}

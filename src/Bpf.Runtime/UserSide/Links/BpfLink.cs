using System;
using System.Threading;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>An attachment. Disposing it detaches; so does the end of the process.</summary>
public sealed class BpfLink : IDisposable
{
    private readonly BpfObject? owner;
    private readonly FileDescriptor? link;
    private readonly Action detach;
    private int detached;

    /// <param name="program">What is attached.</param>
    /// <param name="target">What it is attached to, for people.</param>
    /// <param name="link">The kernel's link; null where the attachment is none.</param>
    /// <param name="detach">Ends the attachment beside closing the link.</param>
    internal BpfLink(ProgramHandle program, string target, FileDescriptor? link, Action? detach = null)
        : this(program.Owner, target, link, detach)
    {
    }

    /// <param name="owner">The object that what is attached belongs to; null where there is none here.</param>
    /// <param name="target">What it is attached to, for people.</param>
    /// <param name="link">The kernel's link; null where the attachment is none.</param>
    /// <param name="detach">Ends the attachment beside closing the link.</param>
    internal BpfLink(BpfObject? owner, string target, FileDescriptor? link, Action? detach = null)
    {
        this.owner = owner;
        this.link = link;
        this.detach = detach ?? (static () => { });
        Target = target;
        owner?.Track(this);
    }

    /// <summary>What the program is attached to: <c>tracepoint syscalls/sys_enter_openat</c>.</summary>
    public string Target { get; }

    /// <summary>
    /// False where the attachment is no link of the kernel's and can't be pinned or updated: perf events before Linux 5.15, several of them together,
    /// options of a socket, programs of a socket map.
    /// </summary>
    public bool IsKernelLink => link != null;

    /// <summary>True until it is disposed.</summary>
    public bool IsAttached => detached == 0;

    /// <summary>The kernel's id of the link, as <c>bpftool link</c> shows it.</summary>
    /// <exception cref="NotSupportedException">It is no link of the kernel's.</exception>
    /// <exception cref="BpfException">The kernel doesn't answer.</exception>
    public uint Id => Info().Id;

    /// <summary>The kernel's id of the program that runs.</summary>
    /// <exception cref="NotSupportedException">It is no link of the kernel's.</exception>
    /// <exception cref="BpfException">The kernel doesn't answer.</exception>
    public uint ProgramId => Info().ProgramId;

    /// <summary>The descriptor.</summary>
    internal FileDescriptor Descriptor => link ?? throw new NotSupportedException(
        $"The attachment to {Target} is no link of the kernel's here, so that it cannot be pinned, updated or asked.");

    /// <summary>Gives the attachment a path: it then outlives this object and the process. Delete the file to detach.</summary>
    /// <param name="path">A path on a BPF file system (usually <c>/sys/fs/bpf</c>).</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="NotSupportedException">It is no link of the kernel's.</exception>
    public void Pin(string path) => Pins.Create(Descriptor, path, $"the link to {Target}");

    /// <summary>Opens an attachment that was pinned, by this process or an earlier one.</summary>
    /// <param name="path">A path on a BPF file system (usually <c>/sys/fs/bpf</c>).</param>
    /// <returns>The link; disposing it leaves the pin, which keeps it attached.</returns>
    /// <exception cref="BpfException">There is no link at the path, or it may not be opened.</exception>
    public static BpfLink OpenPinned(string path) => Of(Pins.Open(path, "bpf-link", "link"));

    /// <summary>Opens an attachment of this or another process by the kernel's id of it (<c>BPF_LINK_GET_FD_BY_ID</c>, Linux 5.8).</summary>
    /// <param name="id">The id, as <see cref="BpfKernel.Links"/> and bpftool show it.</param>
    /// <returns>The link: while it is open the program stays attached, whoever else closes it.</returns>
    /// <exception cref="BpfException">There is no such link, or it may not be opened: that takes CAP_SYS_ADMIN.</exception>
    public static BpfLink Open(uint id) => Of(KernelIds.Links.Open(id));

    /// <summary>What the kernel says about the link: type, program, place.</summary>
    /// <exception cref="NotSupportedException">It is no link of the kernel's.</exception>
    /// <exception cref="BpfException">The kernel doesn't answer.</exception>
    public BpfLinkInfo GetInfo() => LinkReading.Of(Descriptor);

    /// <summary>
    /// Detaches the program whoever else holds the link, be it by a pin or in another process (<c>BPF_LINK_DETACH</c>, Linux 5.9). The link remains
    /// until all let go of it, without a place.
    /// </summary>
    /// <exception cref="BpfException">The kernel refused: tracing programs are detached when the last descriptor and pin of their link are gone.</exception>
    /// <exception cref="NotSupportedException">It is no link of the kernel's.</exception>
    public void Detach()
    {
        using FileDescriptor.Lease lease = Descriptor.Use();
        LinkDetachAttr attr = new() { LinkFd = lease.Number };
        int result = BpfSyscall.Call(BpfCommand.LinkDetach, ref attr);
        if (result != 0)
        {
            throw new BpfException($"Detaching the link to {Target}", -result, -result == Errno.EOPNOTSUPP
                ? "The kernel cannot detach links of this type by force: delete their pins, and dispose of them." : "");
        }
    }

    /// <summary>Puts another program in the place of the one that is attached, without a moment in between (<c>BPF_LINK_UPDATE</c>).</summary>
    /// <param name="program">A program of the same type and attach type, loaded into the kernel.</param>
    /// <exception cref="BpfException">The kernel refused: links of tracing programs can't be updated.</exception>
    /// <exception cref="NotSupportedException">It is no link of the kernel's.</exception>
    public void Update(BpfProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        using FileDescriptor.Lease linkLease = Descriptor.Use();
        using FileDescriptor.Lease programLease = program.Handle.Descriptor.Use();
        LinkUpdateAttr attr = new() { LinkFd = linkLease.Number, NewProgFd = programLease.Number };
        int result = BpfSyscall.Call(BpfCommand.LinkUpdate, ref attr);
        if (result != 0)
            throw AttachFailure.Describe(program.Handle, Target, -result, "Its type or attach type differs, or the kernel can't update links of this type.");
    }

    /// <summary>Detaches the program; a link that is pinned stays attached by its pin. A second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref detached, 1) != 0)
            return;
        owner?.Forget(this);
        link?.Dispose();
        detach();
    }

    /// <inheritdoc/>
    public override string ToString() => Target;

    private static BpfLink Of(FileDescriptor link) => new(owner: null, LinkReading.Of(link).ToString(), link);

    private LinkInfo Info()
    {
        int result = BpfSyscall.GetInfo(Descriptor, out LinkInfo info);
        return result == 0 ? info : throw new BpfException($"Asking about the link to {Target}", -result);
    }
}

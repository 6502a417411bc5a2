using System;
using System.Collections;
using System.Collections.Generic;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The programs that are attached to a place, in the order in which they run (<c>BPF_PROG_QUERY</c>).</summary>
/// <remarks>XDP is asked for by its links: <see cref="BpfKernel.Links"/>.</remarks>
public sealed class BpfAttachments : IReadOnlyList<BpfAttachment>
{
    private readonly IReadOnlyList<BpfAttachment> programs;

    internal BpfAttachments(IReadOnlyList<BpfAttachment> programs, uint flags, ulong? revision)
    {
        this.programs = programs;
        Flags = flags;
        Revision = revision;
    }

    /// <summary><c>BPF_F_ALLOW_*</c> of a control group: how its programs go together with those of the groups below. 0 elsewhere.</summary>
    public uint Flags { get; }

    /// <summary>Counts the changes of the place (tcx, netkit); null elsewhere.</summary>
    public ulong? Revision { get; }

    /// <inheritdoc/>
    public int Count => programs.Count;

    /// <inheritdoc/>
    public BpfAttachment this[int index] => programs[index];

    /// <summary>Of a control group of version 2.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="hook">The hook: one of <c>Cgroup*</c>.</param>
    /// <param name="effective">True for all that run for the group's processes, those of the groups above included.</param>
    /// <exception cref="BpfException">There is no such group, or the kernel refused.</exception>
    public static BpfAttachments OfCgroup(string path, AttachType hook, bool effective = false)
    {
        using FileDescriptor place = Descriptors.OfPath(path);
        using FileDescriptor.Lease lease = place.Use();
        return AttachmentQuery.Ask($"control group {path}", lease.Number, hook, effective);
    }

    /// <summary>Of an interface of this thread's network namespace.</summary>
    /// <param name="interfaceName">Its name.</param>
    /// <param name="hook">The hook: <see cref="AttachType.TcxIngress"/>, <see cref="AttachType.TcxEgress"/> (Linux 6.6), <see cref="AttachType.NetkitPrimary"/> or <see cref="AttachType.NetkitPeer"/> (6.7).</param>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused.</exception>
    /// <exception cref="ArgumentException">The hook is none of an interface.</exception>
    public static BpfAttachments OfInterface(string interfaceName, AttachType hook) => AttachmentQuery.IsOrdered(hook)
        ? AttachmentQuery.Ask($"interface {interfaceName}", Interfaces.Index(interfaceName), hook)
        : throw new ArgumentException($"{hook} is no hook of tcx or netkit; {nameof(BpfKernel)}.{nameof(BpfKernel.Links)} lists what is attached by link.", nameof(hook));

    /// <summary>Of this thread's network namespace.</summary>
    /// <param name="hook">The hook: <see cref="AttachType.FlowDissector"/> or <see cref="AttachType.SkLookup"/> (Linux 5.9).</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="ArgumentException">The hook is none of a network namespace.</exception>
    public static BpfAttachments OfNetworkNamespace(AttachType hook) => OfNetworkNamespace(NetworkNamespaces.Own, hook);

    /// <summary>Of a network namespace.</summary>
    /// <param name="path">The file that names it: <c>/run/netns/name</c>.</param>
    /// <param name="hook">The hook: <see cref="AttachType.FlowDissector"/> or <see cref="AttachType.SkLookup"/> (Linux 5.9).</param>
    /// <exception cref="BpfException">There is no such namespace, or the kernel refused.</exception>
    /// <exception cref="ArgumentException">The hook is none of a network namespace.</exception>
    public static BpfAttachments OfNetworkNamespace(string path, AttachType hook)
    {
        if (hook is not (AttachType.FlowDissector or AttachType.SkLookup))
            throw new ArgumentException($"{hook} is no hook of network namespaces.", nameof(hook));
        using FileDescriptor place = Descriptors.OfPath(path);
        using FileDescriptor.Lease lease = place.Use();
        return AttachmentQuery.Ask($"network namespace {path}", lease.Number, hook);
    }

    /// <inheritdoc/>
    public IEnumerator<BpfAttachment> GetEnumerator() => programs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

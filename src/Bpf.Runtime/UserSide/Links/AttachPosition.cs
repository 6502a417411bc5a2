using System;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Where a program runs among those that are attached to the same place (tcx, netkit: Linux 6.6).</summary>
/// <remarks>Flags: <c>BPF_F_BEFORE</c>, <c>BPF_F_AFTER</c>, <c>BPF_F_LINK</c>, include/uapi/linux/bpf.h.</remarks>
public sealed class AttachPosition
{
    private const uint IsBefore = 1 << 3, IsAfter = 1 << 4, ByLink = 1 << 13;
    private readonly FileDescriptor? other;

    private AttachPosition(uint flags, FileDescriptor? other)
    {
        Flags = flags;
        this.other = other;
    }

    /// <summary>Before all others.</summary>
    public static AttachPosition First { get; } = new(IsBefore, null);

    /// <summary>Behind all others.</summary>
    public static AttachPosition Last { get; } = new(IsAfter, null);

    /// <summary><c>BPF_F_*</c> of the attachment.</summary>
    internal uint Flags { get; }

    /// <summary>Directly before another attachment.</summary>
    /// <param name="link">The other, to the same place.</param>
    /// <exception cref="NotSupportedException">It is no link of the kernel's.</exception>
    public static AttachPosition Before(BpfLink link) => new(IsBefore | ByLink, Checked(link).Descriptor);

    /// <summary>Directly behind another attachment.</summary>
    /// <param name="link">The other, to the same place.</param>
    /// <exception cref="NotSupportedException">It is no link of the kernel's.</exception>
    public static AttachPosition After(BpfLink link) => new(IsAfter | ByLink, Checked(link).Descriptor);

    /// <summary>Directly before a program that is attached without a link.</summary>
    /// <param name="program">The program.</param>
    public static AttachPosition Before(BpfProgram program) => new(IsBefore, Checked(program).Handle.Descriptor);

    /// <summary>Directly behind a program that is attached without a link.</summary>
    /// <param name="program">The program.</param>
    public static AttachPosition After(BpfProgram program) => new(IsAfter, Checked(program).Handle.Descriptor);

    /// <summary>Attaches a program there.</summary>
    /// <param name="program">The program.</param>
    /// <param name="target">What it is attached to, for people.</param>
    /// <param name="attr">Where, without the order.</param>
    /// <param name="hint">What it means that the kernel refuses the attributes.</param>
    internal BpfLink Attach(ProgramHandle program, string target, LinkCreateAttr attr, string hint)
    {
        attr.Flags |= Flags;
        if (other is null)
            return KernelLinks.Create(program, target, attr, hint);
        using FileDescriptor.Lease lease = other.Use();
        attr.RelativeTo = lease.Number;
        return KernelLinks.Create(program, target, attr, hint);
    }

    private static T Checked<T>(T other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other;
    }
}

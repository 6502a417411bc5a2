using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>What the kernel says about a link. What a link of its type has no notion of, or the kernel doesn't tell, is null.</summary>
/// <param name="Id">The kernel's id.</param>
/// <param name="Type">Its type.</param>
/// <param name="ProgramId">The program that runs; 0 where it is none (struct_ops).</param>
public sealed record BpfLinkInfo(uint Id, BpfLinkType Type, uint ProgramId)
{
    /// <summary>The hook, of links whose type has several.</summary>
    public AttachType? AttachType { get; init; }

    /// <summary>The interface (XDP, tcx, netkit), numbered as in its network namespace; 0 once it is gone or the link is detached.</summary>
    public uint? InterfaceIndex { get; init; }

    /// <summary>The control group: the inode of its folder; 0 once the link is detached.</summary>
    public ulong? CgroupId { get; init; }

    /// <summary>The network namespace: the inode that <c>/proc/self/ns/net</c> shows; 0 once it is gone or the link is detached.</summary>
    public uint? NetworkNamespace { get; init; }

    /// <summary>The map (struct_ops, maps of sockets).</summary>
    public uint? MapId { get; init; }

    /// <summary>How many functions are probed (kprobe.multi and uprobe.multi, Linux 6.6 and 6.8).</summary>
    public int? FunctionCount { get; init; }

    /// <summary>The tracepoint, the probed kernel function, or the file whose functions are probed; of iterators what they go over.</summary>
    public string? Name { get; init; }

    /// <summary>The link in one line: <c>link 7 (Tcx, TcxIngress, interface 3)</c>.</summary>
    public override string ToString()
    {
        string text = $"link {Id} ({Type}";
        if (AttachType is { } attachType)
            text += $", {attachType}";
        if (InterfaceIndex is { } index)
            text += $", interface {index}";
        if (CgroupId is { } group)
            text += $", control group {group}";
        if (NetworkNamespace is { } inode)
            text += $", network namespace {inode}";
        if (MapId is { } map)
            text += $", map {map}";
        if (FunctionCount is { } count)
            text += $", {count} functions";
        return text + (Name is { } name ? $", {name})" : ")");
    }
}

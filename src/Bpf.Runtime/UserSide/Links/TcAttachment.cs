using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Attaches traffic control programs: by link (tcx, Linux 6.6), or as filters of clsact by netlink.</summary>
internal static class TcAttachment
{
    /// <summary>What our filters' names begin with.</summary>
    private const string Tag = "csharp:";

    public static BpfLink AttachLink(ProgramHandle program, string interfaceName, TcDirection direction, AttachPosition? position) => (position ?? AttachPosition.Last).Attach(
        program,
        Target(interfaceName, direction),
        new()
        {
            Target = Interfaces.Index(interfaceName),
            AttachType = (uint)(direction == TcDirection.Ingress ? AttachType.TcxIngress : AttachType.TcxEgress),
        },
        "Before Linux 6.6 traffic control has no links; AttachPersistent works there.");

    public static void AttachPersistent(ProgramHandle program, string interfaceName, TcDirection direction)
    {
        using FileDescriptor.Lease lease = program.Descriptor.Use();
        int index = Interfaces.Index(interfaceName);
        int result = TcNetlink.AddClsact(index);
        if (result == 0)
            result = TcNetlink.Find(index, direction, Tag + program.Name, out TcNetlink.Filter? existing) is var found and not 0
                ? found
                : TcNetlink.Set(index, direction, Tag + program.Name, lease.Number, existing);
        if (result != 0)
            throw AttachFailure.Describe(program, Target(interfaceName, direction), -result, "The kernel has no clsact (CONFIG_NET_CLS_ACT, CONFIG_NET_CLS_BPF).");
    }

    public static bool DetachPersistent(ProgramHandle program, string interfaceName, TcDirection direction)
    {
        int index = Interfaces.Index(interfaceName);
        int result = TcNetlink.Find(index, direction, Tag + program.Name, out TcNetlink.Filter? existing);
        if (result == 0 && existing is { } filter)
            result = TcNetlink.Delete(index, direction, filter);
        return result is 0 or -Errno.EINVAL // there is no clsact
            ? existing != null
            : throw new BpfException($"Detaching program '{program.Name}' from {Target(interfaceName, direction)}", -result);
    }

    private static string Target(string interfaceName, TcDirection direction) => $"traffic control of {interfaceName}, {direction.ToString().ToLowerInvariant()}";
}

namespace Bpf.Vm.Maps;

/// <summary>Flags of <c>bpf_map_update_elem</c> (include/uapi/linux/bpf.h).</summary>
internal static class UpdateFlags
{
    /// <summary><c>BPF_ANY</c>: add or replace.</summary>
    public const ulong Any = 0;

    /// <summary><c>BPF_NOEXIST</c>: add only.</summary>
    public const ulong NoExist = 1;

    /// <summary><c>BPF_EXIST</c>: replace only.</summary>
    public const ulong Exist = 2;

    /// <summary>What maps with a notion of presence answer before anything else.</summary>
    /// <param name="flags">The flags.</param>
    /// <param name="exists">Whether the key is there.</param>
    /// <returns>0 to go on, or a negative errno.</returns>
    public static int Check(ulong flags, bool exists) => flags switch
    {
        NoExist when exists => -Errno.EEXIST,
        Exist when !exists => -Errno.ENOENT,
        > Exist => -Errno.EINVAL,
        _ => 0,
    };
}

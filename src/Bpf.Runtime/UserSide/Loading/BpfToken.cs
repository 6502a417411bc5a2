using System;
using System.Runtime.InteropServices;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>
/// The right to load programs in a user namespace, which who mounted its BPF file system handed on (<c>delegate_cmds</c> and the other mount options,
/// Linux 6.9).
/// </summary>
/// <remarks>Source: libbpf's <c>bpf_token_path</c>; docs.ebpf.io on <c>BPF_TOKEN_CREATE</c>.</remarks>
internal static class BpfToken
{
    /// <summary>The flag of maps, programs and types that are made with one (<c>BPF_F_TOKEN_FD</c>).</summary>
    public const uint Flag = 1 << 16;

    private const string Variable = "LIBBPF_BPF_TOKEN_PATH", UsualPath = "/sys/fs/bpf";

    /// <summary>Makes one.</summary>
    /// <param name="path">Where the file system is mounted. Empty: none is wanted. Null: what the environment says, else the usual place, where a user namespace needs one and has it.</param>
    /// <returns>Null where there is none to be had and none was asked for.</returns>
    /// <exception cref="BpfException">One was asked for and there is none.</exception>
    public static FileDescriptor? Open(string? path)
    {
        path ??= Environment.GetEnvironmentVariable(Variable);
        if (path is "" || (path == null && !ProcessRights.AreOfUserNamespace))
            return null;
        FileDescriptor? token = Create(path ?? UsualPath, out int errno);
        return token != null || path == null ? token : throw new BpfException(
            $"Making a BPF token of '{path}'",
            errno,
            errno switch
            {
                Errno.ENOENT or Errno.EINVAL or Errno.ENOTDIR => "A BPF file system is to be mounted there, with the options delegate_cmds, delegate_maps, delegate_progs and delegate_attachs.",
                Errno.EOPNOTSUPP => "Tokens are for processes in user namespaces; in the first one capabilities count.",
                Errno.EPERM => "The file system is of another user namespace, or the process lacks CAP_BPF in its own.",
                _ => "Tokens take Linux 6.9.",
            });
    }

    private static FileDescriptor? Create(string path, out int errno)
    {
        using FileDescriptor mount = new(Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec));
        if (mount.IsInvalid)
        {
            errno = Marshal.GetLastPInvokeError();
            return null;
        }

        using FileDescriptor.Lease lease = mount.Use();
        TokenCreateAttr attr = new() { FileSystem = lease.Number };
        FileDescriptor token = BpfSyscall.Open(BpfCommand.TokenCreate, ref attr, out errno);
        return errno == 0 ? token : null;
    }
}

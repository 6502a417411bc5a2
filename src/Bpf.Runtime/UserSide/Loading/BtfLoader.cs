using System.Collections.Immutable;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Gives an object's type information to the kernel.</summary>
internal static unsafe class BtfLoader
{
    /// <summary>Loads it (<c>BPF_BTF_LOAD</c>, Linux 4.18).</summary>
    /// <param name="btf">The object's types.</param>
    /// <param name="token">The right to; null for none.</param>
    /// <returns>
    /// The descriptor; an invalid one where there is none or where this kernel doesn't know a kind of it. Types are then missing from listings,
    /// nothing more: programs that need them are refused with the verifier's reason.
    /// </returns>
    /// <exception cref="BpfException">The process has no more file descriptors.</exception>
    public static FileDescriptor Load(ImmutableArray<byte> btf, FileDescriptor? token = null)
    {
        if (btf.IsDefaultOrEmpty)
            return new FileDescriptor(-1);
        fixed (byte* pointer = btf.AsSpan())
        {
            BtfLoadAttr attr = new() { Btf = (ulong)pointer, Size = (uint)btf.Length };
            if (token != null)
                (attr.Flags, attr.TokenFd) = (BpfToken.Flag, (int)token.DangerousGetHandle());
            FileDescriptor fd = BpfSyscall.Open(BpfCommand.BtfLoad, ref attr, out int errno);
            return errno != Errno.EMFILE ? fd : throw new BpfException("Loading the object's types", errno, "The process has no more file descriptors (ulimit -n).");
        }
    }
}

using System.Runtime.InteropServices;

namespace Bpf.KernelAsking;

// What of libc is called.
public static unsafe partial class RawBpf
{
    private const int LockedMemory = 8; // RLIMIT_MEMLOCK

    // __NR_bpf: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h.
    private static int BpfNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 321,
        Architecture.Arm64 => 280,
        _ => 0,
    };

    // __NR_capset.
    private static int SetCapabilitiesNumber => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 126 : 91;

    /// <summary>Leaves the calling thread, and no other, these capabilities alone.</summary>
    /// <returns>0 or the negative error number.</returns>
    internal static int SetCapabilities(ulong kept)
    {
        // struct __user_cap_header_struct of version 3, whose pid 0 is the caller, and the two halves of effective, permitted, inheritable.
        ulong header = 0x20080522;
        uint low = (uint)kept, high = (uint)(kept >> 32);
        uint* data = stackalloc uint[] { low, low, 0, high, high, 0 };
        return SystemCall(SetCapabilitiesNumber, (nint)(&header), (byte*)data, 0) == 0 ? 0 : -Marshal.GetLastPInvokeError();
    }

    private static int Call(int command, Span<byte> attribute)
    {
        fixed (byte* pointer = attribute)
        {
            nint result = SystemCall(BpfNumber, command, pointer, (nuint)attribute.Length);
            return result < 0 ? -Marshal.GetLastPInvokeError() : (int)result;
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint command, byte* attribute, nuint size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetResourceLimit(int resource, in ResourceLimit limit);

    private readonly record struct ResourceLimit(ulong Soft, ulong Hard);
}

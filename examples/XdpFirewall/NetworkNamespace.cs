using System.ComponentModel;
using System.Runtime.InteropServices;

/// <summary>A network namespace for the calling thread and the processes it starts.</summary>
internal static partial class NetworkNamespace
{
    private const int CloneNewNet = 0x40000000; // include/uapi/linux/sched.h

    /// <summary>Moves the calling thread to a new, empty network namespace.</summary>
    /// <exception cref="InvalidOperationException">The kernel refused.</exception>
    public static void Enter()
    {
        if (Unshare(CloneNewNet) != 0)
            throw new InvalidOperationException($"unshare(CLONE_NEWNET): {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);
}

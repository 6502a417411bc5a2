using System.Runtime.InteropServices;
using System.Text;

namespace Bpf.Core.Tests.Btf;

/// <summary>The system call <c>BPF_BTF_LOAD</c>: the kernel checks BTF.</summary>
internal static unsafe partial class BtfLoad
{
    private const int Command = 18;

    /// <summary>0 or a negative errno, and the kernel's log.</summary>
    public static (int Result, string Log) Try(byte[] btf)
    {
        byte[] log = new byte[64 * 1024];
        fixed (byte* bytes = btf, logBytes = log)
        {
            Attributes attributes = new()
            {
                Btf = (ulong)bytes,
                Log = (ulong)logBytes,
                Size = (uint)btf.Length,
                LogSize = (uint)log.Length,
                LogLevel = 1,
            };
            long number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 321 : 280;
            long fd = SystemCall(number, Command, &attributes, sizeof(Attributes));
            int result = fd < 0 ? -Marshal.GetLastSystemError() : 0;
            if (fd >= 0) Close((int)fd);
            return (result, Encoding.UTF8.GetString(log).TrimEnd('\0'));
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long command, Attributes* attributes, long size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int fd);

    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public ulong Btf;
        public ulong Log;
        public uint Size;
        public uint LogSize;
        public uint LogLevel;
    }
}

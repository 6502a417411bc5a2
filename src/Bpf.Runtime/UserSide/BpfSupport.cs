using System;
using System.Runtime.InteropServices;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Whether eBPF programs can be loaded here, before anything is tried.</summary>
public static class BpfSupport
{
    /// <summary>Asks the running kernel, by making the smallest map there is.</summary>
    /// <returns>Null where programs can be loaded; else why not, in a sentence or two for people.</returns>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux())
            return "eBPF is a part of the Linux kernel, and this is not Linux.";
        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64 or Architecture.RiscV64))
            return $"eBPF programs can't be loaded on {RuntimeInformation.ProcessArchitecture} yet.";
        Memlock.Raise();
        MapCreateAttr attr = new() { Type = (uint)MapType.Array, KeySize = 4, ValueSize = 8, MaxEntries = 1 };
        using FileDescriptor map = BpfSyscall.Open(BpfCommand.MapCreate, ref attr, out int errno);
        return errno switch
        {
            0 => null,
            Errno.EPERM => $"Loading eBPF programs is not permitted here. {Permissions.Explain(ProgramType.Tracepoint)}",
            Errno.ENOSYS => "This kernel has no eBPF (bpf(2) is not there).",
            _ => $"This kernel refuses to make a map (errno {errno}).",
        };
    }
}

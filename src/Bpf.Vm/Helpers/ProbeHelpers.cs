using Bpf.Core.Worlds;
using Bpf.Vm.Interpreter;

namespace Bpf.Vm.Helpers;

/// <summary>Reads of memory that may not be there: 0 or a length, or -EFAULT and a zeroed destination.</summary>
internal static class ProbeHelpers
{
    /// <summary><c>bpf_probe_read_user(dst, size, src)</c>, and <c>bpf_copy_from_user</c>.</summary>
    public static ulong ReadUser(Machine machine, ulong destination, ulong size, ulong address, ulong r4, ulong r5) =>
        Read(machine, AddressSpace.User, destination, size, address);

    /// <summary><c>bpf_probe_read_kernel(dst, size, src)</c>.</summary>
    public static ulong ReadKernel(Machine machine, ulong destination, ulong size, ulong address, ulong r4, ulong r5) =>
        Read(machine, AddressSpace.Kernel, destination, size, address);

    /// <summary><c>bpf_probe_read(dst, size, src)</c>: the address says which memory.</summary>
    public static ulong Read(Machine machine, ulong destination, ulong size, ulong address, ulong r4, ulong r5) =>
        Read(machine, SpaceOf(address), destination, size, address);

    /// <summary><c>bpf_probe_read_user_str(dst, size, src)</c>.</summary>
    public static ulong ReadUserString(Machine machine, ulong destination, ulong size, ulong address, ulong r4, ulong r5) =>
        ReadString(machine, AddressSpace.User, destination, size, address);

    /// <summary><c>bpf_probe_read_kernel_str(dst, size, src)</c>.</summary>
    public static ulong ReadKernelString(Machine machine, ulong destination, ulong size, ulong address, ulong r4, ulong r5) =>
        ReadString(machine, AddressSpace.Kernel, destination, size, address);

    /// <summary><c>bpf_probe_read_str(dst, size, src)</c>: the address says which memory.</summary>
    public static ulong ReadString(Machine machine, ulong destination, ulong size, ulong address, ulong r4, ulong r5) =>
        ReadString(machine, SpaceOf(address), destination, size, address);

    /// <summary>The memory an address belongs to: the upper half is the kernel's.</summary>
    public static AddressSpace SpaceOf(ulong address) => (long)address < 0 ? AddressSpace.Kernel : AddressSpace.User;

    private static ulong Read(Machine machine, AddressSpace space, ulong destination, ulong size, ulong address) =>
        (ulong)machine.Kernel.ReadMemory(space, address, machine.Write(destination, (uint)size));

    private static ulong ReadString(Machine machine, AddressSpace space, ulong destination, ulong size, ulong address) =>
        (ulong)machine.Kernel.ReadString(space, address, machine.Write(destination, (uint)size));
}

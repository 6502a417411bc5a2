using Bpf.Core.Kernel;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>Reads kernel memory. A page that isn't there is a fault, which reads report: they never wait for it.</summary>
public static class KernelMemory
{
    /// <summary>Reads a value: <c>bpf_probe_read_kernel</c>.</summary>
    /// <typeparam name="T">What is there.</typeparam>
    /// <param name="address">Its address.</param>
    /// <param name="value">The value; zero on a fault.</param>
    /// <returns>False on a fault.</returns>
    public static bool TryRead<T>(ulong address, out T value) where T : unmanaged =>
        ProbedMemory.TryRead(AddressSpace.Kernel, address, out value);

    /// <summary>
    /// Reads an argument of a system call from the registers that its function is given the address of, where the machine that the program is loaded
    /// on keeps it: of <see cref="PtRegs.Argument0"/> in a <c>[Ksyscall]</c>, of argument 0 in the raw tracepoint <c>sys_enter</c>.
    /// </summary>
    /// <param name="registers">The address of the registers.</param>
    /// <param name="index">The argument's number, a constant from 0 to 5.</param>
    /// <param name="value">The argument, as the register holds it; zero on a fault.</param>
    /// <returns>False on a fault.</returns>
    public static bool TryReadSystemCallArgument(ulong registers, int index, out ulong value) =>
        TryRead(registers + (ulong)(RegisterLayout.Of(TargetArchitecture.X64).SystemCallArguments[index] * RegisterLayout.SlotSize), out value);

    /// <inheritdoc cref="TryRead{T}(ulong, out T)"/>
    public static bool TryRead<T>(KernelPtr<T> address, out T value) where T : unmanaged => TryRead(address.Address, out value);

    /// <summary>Reads a NUL-terminated string: <c>bpf_probe_read_kernel_str</c>. A longer one is cut; the buffer always has a NUL.</summary>
    /// <typeparam name="TBuffer">A buffer of bytes, such as <see cref="PathBuffer"/>.</typeparam>
    /// <param name="address">Its address.</param>
    /// <param name="buffer">Filled.</param>
    /// <returns>False on a fault.</returns>
    public static bool TryReadString<TBuffer>(ulong address, ref TBuffer buffer) where TBuffer : unmanaged =>
        TryReadString(address, ref buffer, out _);

    /// <inheritdoc cref="TryReadString{TBuffer}(ulong, ref TBuffer)"/>
    public static bool TryReadString<TBuffer>(KernelPtr<byte> address, ref TBuffer buffer) where TBuffer : unmanaged =>
        TryReadString(address.Address, ref buffer, out _);

    /// <inheritdoc cref="TryReadString{TBuffer}(ulong, ref TBuffer)"/>
    /// <param name="address">Its address.</param>
    /// <param name="buffer">Filled.</param>
    /// <param name="length">Bytes read, with the NUL; 0 on a fault.</param>
    public static bool TryReadString<TBuffer>(ulong address, ref TBuffer buffer, out int length) where TBuffer : unmanaged =>
        ProbedMemory.TryReadString(AddressSpace.Kernel, address, ref buffer, out length);

    /// <inheritdoc cref="TryReadString{TBuffer}(ulong, ref TBuffer, out int)"/>
    public static bool TryReadString<TBuffer>(KernelPtr<byte> address, ref TBuffer buffer, out int length) where TBuffer : unmanaged =>
        TryReadString(address.Address, ref buffer, out length);
}

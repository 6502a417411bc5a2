using Bpf.Core.Btf;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Types that the kernel was given together with programs and maps.</summary>
internal static unsafe class LoadedTypes
{
    /// <summary>A program's.</summary>
    /// <exception cref="BpfException">It has none, or the kernel doesn't hand them out.</exception>
    public static BtfTypes Of(BpfProgram program)
    {
        int result = BpfSyscall.GetInfo(program.Handle.Descriptor, out ProgInfo info);
        if (result != 0)
            throw new BpfException($"Asking for the types of program '{program.Name}'", -result);
        if (info.BtfId == 0)
            throw new BpfException($"Program '{program.Name}' was loaded without types: nothing can be attached to its functions.");
        return Read(info.BtfId)
            ?? throw new BpfException($"The kernel does not hand out the types of program '{program.Name}': that takes CAP_SYS_ADMIN.");
    }

    /// <summary>Types by the kernel's id of them; null where it doesn't hand them out (without CAP_SYS_ADMIN).</summary>
    public static BtfTypes? Read(uint id)
    {
        GetIdAttr attr = new() { Id = id };
        using FileDescriptor fd = BpfSyscall.Open(BpfCommand.BtfGetFdById, ref attr, out int errno);
        if (errno != 0 || BpfSyscall.GetInfo(fd, out BtfInfo size) != 0)
            return null;
        byte[] bytes = new byte[size.Size];
        fixed (byte* pointer = bytes)
        {
            BtfInfo info = new() { Btf = (ulong)pointer, Size = size.Size };
            return BpfSyscall.FillInfo(fd, ref info) == 0 ? BtfTypes.Read(bytes) : null;
        }
    }
}

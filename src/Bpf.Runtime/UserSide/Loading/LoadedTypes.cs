using System.Runtime.InteropServices;
using Bpf.Core.Btf;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Types that the kernel was given together with programs and maps.</summary>
internal static unsafe class LoadedTypes
{
    private const int LongestName = 64; // of a module: MODULE_NAME_LEN

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
        using FileDescriptor? types = Open(id);
        return types != null && Content(types) is { } content ? BtfTypes.Read(content) : null;
    }

    /// <summary>A descriptor of types; null where the kernel hands out none, or where they are gone.</summary>
    public static FileDescriptor? Open(uint id)
    {
        FileDescriptor types = KernelIds.Types.TryOpen(id, out int errno);
        return errno == 0 ? types : null;
    }

    /// <summary>The name of types that are the kernel's or a module's; null where they are somebody else's.</summary>
    public static string? NameOfKernels(FileDescriptor types)
    {
        byte* name = stackalloc byte[LongestName];
        BtfInfo info = new() { Name = (ulong)name, NameLength = LongestName };
        return BpfSyscall.FillInfo(types, ref info) == 0 && info.IsKernels != 0 ? Marshal.PtrToStringUTF8((nint)name) : null;
    }

    /// <summary>The content of types; null where the kernel refuses it.</summary>
    public static byte[]? Content(FileDescriptor types)
    {
        if (BpfSyscall.GetInfo(types, out BtfInfo size) != 0)
            return null;
        byte[] bytes = new byte[size.Size];
        fixed (byte* pointer = bytes)
        {
            BtfInfo info = new() { Btf = (ulong)pointer, Size = size.Size };
            return BpfSyscall.FillInfo(types, ref info) == 0 ? bytes : null;
        }
    }
}

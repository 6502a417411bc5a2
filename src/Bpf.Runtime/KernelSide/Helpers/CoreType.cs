using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>Questions about types of the kernel's, answered at load.</summary>
public static class CoreType
{
    /// <summary>Whether the kernel has a type of that kind and name.</summary>
    /// <typeparam name="T">A <see cref="KernelTypeAttribute"/> struct.</typeparam>
    public static bool Exists<T>() where T : unmanaged => true;

    /// <summary>The type's size in the kernel, in bytes.</summary>
    /// <typeparam name="T">A <see cref="KernelTypeAttribute"/> struct.</typeparam>
    public static int Size<T>() where T : unmanaged => Unsafe.SizeOf<T>();
}

using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>Questions about fields of kernel structures, answered at load: <c>CoreField.Exists(in task.Value.State)</c>. Nothing is read for them.</summary>
public static class CoreField
{
    /// <summary>Whether the kernel's structure has the field. What is only done where it has is no error where it hasn't.</summary>
    /// <typeparam name="T">The field's type.</typeparam>
    /// <param name="field">A field of a <see cref="KernelTypeAttribute"/> struct behind a <see cref="KernelPtr{T}"/>.</param>
    public static bool Exists<T>(in T field) where T : unmanaged => !Unsafe.IsNullRef(in field);

    /// <summary>The field's size in the kernel, in bytes.</summary>
    /// <typeparam name="T">The field's type.</typeparam>
    /// <param name="field">A field of a <see cref="KernelTypeAttribute"/> struct behind a <see cref="KernelPtr{T}"/>.</param>
    public static int Size<T>(in T field) where T : unmanaged => Raw.Bytes(in field).Length;

    /// <summary>Where the kernel has the field in its structure, in bytes.</summary>
    /// <typeparam name="T">The field's type.</typeparam>
    /// <param name="field">A field of a <see cref="KernelTypeAttribute"/> struct behind a <see cref="KernelPtr{T}"/>.</param>
    public static int Offset<T>(in T field) where T : unmanaged => throw BytecodeOnly.Question("An offset in a kernel structure");
}

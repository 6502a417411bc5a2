using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Bpf.Core.Btf;

namespace Bpf;

/// <summary>The fields of one of the kernel's structures of functions that are no functions: its name, its flags.</summary>
public sealed class StructOpsValue
{
    private readonly BtfTypes types;
    private readonly int structure;
    private readonly byte[] bytes;
    private readonly int start;

    internal StructOpsValue(BtfTypes types, int structure, byte[] bytes, int start)
    {
        this.types = types;
        this.structure = structure;
        this.bytes = bytes;
        this.start = start;
    }

    /// <summary>Sets a number.</summary>
    /// <typeparam name="T">A type of the field's size.</typeparam>
    /// <param name="field">The field, as the kernel names it.</param>
    /// <param name="value">The number.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The structure has no such field of the size.</exception>
    public StructOpsValue Set<T>(string field, T value) where T : unmanaged
    {
        Span<byte> place = Place(field);
        if (place.Length != Unsafe.SizeOf<T>())
            throw new ArgumentException($"Field '{field}' has {place.Length} bytes, {typeof(T).Name} has {Unsafe.SizeOf<T>()}.", nameof(value));
        Raw.Bytes(in value).CopyTo(place);
        return this;
    }

    /// <summary>Sets a text, with a NUL behind it.</summary>
    /// <param name="field">The field, as the kernel names it.</param>
    /// <param name="text">The text.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The structure has no such field, or the text does not fit.</exception>
    public StructOpsValue Set(string field, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> place = Place(field);
        byte[] encoded = Encoding.UTF8.GetBytes(text);
        if (encoded.Length >= place.Length)
            throw new ArgumentException($"Field '{field}' has {place.Length} bytes, too few for \"{text}\" and a NUL.", nameof(text));
        place.Clear();
        encoded.CopyTo(place);
        return this;
    }

    /// <summary>Sets a field to what an object has in its place.</summary>
    /// <exception cref="BpfException">The kernel has no such field of the size.</exception>
    internal void Set(string field, ReadOnlySpan<byte> content)
    {
        if (!types.TryFindMember(structure, field, out BtfMember member) || member.BitOffset % 8 != 0 || types.SizeOf(member.TypeId) != content.Length)
            throw new BpfException($"The object sets '{field}' of '{types[structure].Name}', {content.Length} bytes, which the kernel's structure doesn't have.");
        content.CopyTo(Place(field));
    }

    /// <summary>Puts a program's descriptor where the kernel wants a function.</summary>
    internal void SetFunction(string member, int descriptor) => BinaryPrimitives.WriteInt64LittleEndian(Place(member), descriptor);

    private Span<byte> Place(string field)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        return types.TryFindMember(structure, field, out BtfMember member) && member.BitOffset % 8 == 0
            ? bytes.AsSpan(start + (member.BitOffset / 8), types.SizeOf(member.TypeId))
            : throw new ArgumentException($"The kernel's structure '{types[structure].Name}' has no field '{field}'.", nameof(field));
    }
}

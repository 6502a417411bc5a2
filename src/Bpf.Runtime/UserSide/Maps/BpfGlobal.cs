using System;

namespace Bpf;

/// <summary>A global variable of a loaded object, read and written while programs run.</summary>
/// <typeparam name="T">Its type.</typeparam>
public sealed class BpfGlobal<T> where T : unmanaged
{
    private readonly GlobalSection section;
    private readonly int offset;

    internal BpfGlobal(GlobalSection section, string name, int offset)
    {
        this.section = section;
        this.offset = offset;
        Name = name;
    }

    /// <summary>The variable's name.</summary>
    public string Name { get; }

    /// <summary>The variable. Reads and writes of 4 or 8 bytes are single accesses, others copy byte by byte.</summary>
    /// <exception cref="BpfException">The kernel refused, for example writing to <c>.rodata</c>.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public T Value
    {
        get
        {
            T value = default;
            section.Read(offset, Raw.WritableBytes(ref value));
            return value;
        }

        set => section.Write(offset, Raw.Bytes(in value));
    }
}

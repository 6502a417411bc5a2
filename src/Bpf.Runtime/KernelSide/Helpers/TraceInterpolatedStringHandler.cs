using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>
/// Takes the pieces of a message: text, integers, names and paths, addresses. The compiler makes a format string of them and checks it;
/// what the kernel would print in another way than C# is refused.
/// </summary>
[InterpolatedStringHandler]
public ref struct TraceInterpolatedStringHandler
{
    private const int MaxString = 512;

    private DefaultInterpolatedStringHandler text;

    /// <summary>Called by the C# compiler.</summary>
    /// <param name="literalLength">Characters of text.</param>
    /// <param name="formattedCount">The number of holes.</param>
    public TraceInterpolatedStringHandler(int literalLength, int formattedCount) =>
        text = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);

    /// <summary>Adds the text between two holes to the format.</summary>
    /// <param name="value">The text: printable ASCII.</param>
    public void AppendLiteral(string value) => text.AppendLiteral(value);

    /// <summary>Adds an integer in decimal.</summary>
    /// <typeparam name="T">An integer type.</typeparam>
    /// <param name="value">The integer.</param>
    public void AppendFormatted<T>(T value) where T : unmanaged, IBinaryInteger<T> => text.AppendFormatted(value);

    /// <summary>Adds an integer.</summary>
    /// <typeparam name="T">An integer type.</typeparam>
    /// <param name="value">The integer.</param>
    /// <param name="format"><c>x</c>, <c>X</c> or <c>d</c>, with the least number of digits if wanted: <c>x8</c>.</param>
    public void AppendFormatted<T>(T value, string format) where T : unmanaged, IBinaryInteger<T> => text.AppendFormatted(value, format);

    /// <summary>Adds an integer in decimal.</summary>
    /// <typeparam name="T">An integer type.</typeparam>
    /// <param name="value">The integer.</param>
    /// <param name="alignment">The least width; negative for left-aligned.</param>
    public void AppendFormatted<T>(T value, int alignment) where T : unmanaged, IBinaryInteger<T> => text.AppendFormatted(value, alignment);

    /// <summary>Adds an integer.</summary>
    /// <typeparam name="T">An integer type.</typeparam>
    /// <param name="value">The integer.</param>
    /// <param name="alignment">The least width; negative for left-aligned.</param>
    /// <param name="format"><c>x</c>, <c>X</c> or <c>d</c>.</param>
    public void AppendFormatted<T>(T value, int alignment, string format) where T : unmanaged, IBinaryInteger<T> =>
        text.AppendFormatted(value, alignment, format);

    /// <summary>What isn't taken, so that the C# compiler says so: there is no text that kernel and C# both make of it.</summary>
    /// <param name="value">A bool, an enum, a string, a struct.</param>
    /// <param name="alignment">The least width.</param>
    /// <param name="format">A format.</param>
    [Obsolete("Trace messages take integers, task names, paths and addresses. Write a bool as {(flag ? 1 : 0)}, an enum as {(int)value}, a struct field by field, text outside of the braces.", error: true)]
    public void AppendFormatted(object? value, int alignment = 0, string? format = null) => text.AppendFormatted(value, alignment, format);

    /// <summary>Adds a task's name.</summary>
    /// <param name="value">The name.</param>
    /// <param name="alignment">The least width; negative for left-aligned.</param>
    public void AppendFormatted(in Comm value, int alignment) => text.AppendFormatted(value.ToString(), alignment);

    /// <inheritdoc cref="AppendFormatted(in Comm, int)"/>
    public void AppendFormatted(in Comm value) => text.AppendFormatted(value.ToString());

    /// <summary>Adds a path.</summary>
    /// <param name="value">The path.</param>
    /// <param name="alignment">The least width; negative for left-aligned.</param>
    public void AppendFormatted(in PathBuffer value, int alignment) => text.AppendFormatted(value.ToString(), alignment);

    /// <inheritdoc cref="AppendFormatted(in PathBuffer, int)"/>
    public void AppendFormatted(in PathBuffer value) => text.AppendFormatted(value.ToString());

    /// <summary>Adds a number of the network, such as a port, in decimal.</summary>
    /// <param name="value">The number.</param>
    public void AppendFormatted(UInt16BE value) => text.AppendFormatted((ushort)value);

    /// <summary>Adds a number of the network.</summary>
    /// <param name="value">The number.</param>
    /// <param name="format"><c>x</c>, <c>X</c> or <c>d</c>, with the least number of digits if wanted.</param>
    public void AppendFormatted(UInt16BE value, string format) => text.AppendFormatted((ushort)value, format);

    /// <summary>Adds a number of the network in decimal.</summary>
    /// <param name="value">The number.</param>
    public void AppendFormatted(UInt32BE value) => text.AppendFormatted((uint)value);

    /// <summary>Adds a number of the network.</summary>
    /// <param name="value">The number.</param>
    /// <param name="format"><c>ip</c> for an IPv4 address, <c>x</c>, <c>X</c> or <c>d</c>.</param>
    public void AppendFormatted(UInt32BE value, string format)
    {
        uint number = value;
        if (format == "ip") text.AppendFormatted($"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");
        else text.AppendFormatted(number, format);
    }

    /// <summary>Adds an IPv6 address, all of its digits: <c>2001:0db8:0000:0000:0000:0000:0000:0001</c>.</summary>
    /// <param name="value">The address.</param>
    public void AppendFormatted(in Ipv6Address value)
    {
        ReadOnlySpan<byte> bytes = Raw.Bytes(in value);
        for (int i = 0; i < bytes.Length; i += 2)
        {
            if (i > 0) text.AppendLiteral(":");
            text.AppendFormatted(BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]), "x4");
        }
    }

    /// <summary>Adds an Ethernet address: <c>02:00:00:00:00:01</c>.</summary>
    /// <param name="value">The address.</param>
    public void AppendFormatted(in MacAddress value) => text.AppendFormatted(value.ToString());

    /// <summary>Adds an address in hexadecimal.</summary>
    /// <typeparam name="T">What is there.</typeparam>
    /// <param name="value">The address.</param>
    public void AppendFormatted<T>(KernelPtr<T> value) where T : unmanaged => AppendAddress(value.Address);

    /// <summary>Adds the text at an address: what is not there adds nothing.</summary>
    /// <param name="value">Where a NUL-terminated string is.</param>
    /// <param name="format"><c>s</c>.</param>
    public void AppendFormatted(KernelPtr<byte> value, string format) => AppendText(AddressSpace.Kernel, value.Address);

    /// <inheritdoc cref="AppendFormatted{T}(KernelPtr{T})"/>
    public void AppendFormatted<T>(UserPtr<T> value) where T : unmanaged => AppendAddress(value.Address);

    /// <inheritdoc cref="AppendFormatted(KernelPtr{byte}, string)"/>
    public void AppendFormatted(UserPtr<byte> value, string format) => AppendText(AddressSpace.User, value.Address);

    internal string ToStringAndClear() => text.ToStringAndClear();

    private void AppendAddress(ulong address)
    {
        text.AppendLiteral("0x");
        text.AppendFormatted(address, "x");
    }

    private void AppendText(AddressSpace space, ulong address)
    {
        Span<byte> bytes = stackalloc byte[MaxString];
        if (BpfWorld.Current.ReadString(space, address, bytes) > 0) text.AppendFormatted(Text.FromNulTerminated(bytes));
    }
}

using System.Collections.Generic;

namespace Bpf.Vm.Counterexamples;

/// <summary>The inputs of a run: what the path demands, and something for all others.</summary>
/// <param name="fill">Bytes that nothing is demanded of.</param>
/// <param name="length">The packet's length where nothing is demanded of it.</param>
internal sealed class Assignment(byte fill, int length)
{
    private readonly Dictionary<Input, byte> _bytes = [];

    /// <summary>A byte.</summary>
    public byte this[Input input]
    {
        get => _bytes.TryGetValue(input, out byte value) ? value
            : input.Kind == InputKind.Length ? (byte)(length >> (8 * input.Offset))
            : fill;
        set => _bytes[input] = value;
    }

    /// <summary>Bytes of the packet.</summary>
    public int Length => (int)Read(new Input(InputKind.Length, 0, 0), 4);

    /// <summary>Some bytes as a number, the lowest first.</summary>
    public ulong Read(Input first, int size)
    {
        ulong value = 0;
        for (int i = size - 1; i >= 0; i--) value = value << 8 | this[first with { Offset = first.Offset + i }];
        return value;
    }

    /// <summary>Demands that some bytes are a number.</summary>
    public void Write(Input first, int size, ulong value)
    {
        for (int i = 0; i < size; i++) this[first with { Offset = first.Offset + i }] = (byte)(value >> (8 * i));
    }
}
